"""The answers of a debate as counts: all that its standing needs to know of stances.

A ledger of some thousand stances is counted here. For one with a million, the store counts (`Ledger.counted`), and the
ledger has only the stances that are needed one by one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.ledger.entries import Answer, Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import SideName


@dataclass(frozen=True, slots=True)
class SidePeople:
    """A side as it counts: its name and everybody on it; one person, or the whole room, where no side is declared."""

    name: SideName
    people: frozenset[int]
    number: int | None = None
    """The number of the declared side; None for a person and for the room."""


@dataclass(frozen=True, slots=True)
class Count:
    """How some people answered an entry in the wording in force; how sure those were who said so, in no order."""

    agree: int = 0
    disagree: int = 0
    unsure: int = 0
    credences: tuple[int, ...] = ()

    @property
    def answers(self) -> int:
        return self.agree + self.disagree + self.unsure


@dataclass(frozen=True, slots=True)
class EntryCount:
    """The answers of each side to an entry, in the order of the sides, then of those on none; who waits, by number."""

    camps: tuple[Count, ...]
    waiting: tuple[int, ...] = ()

    @property
    def sides(self) -> tuple[Count, ...]:
        """Without those who are on none."""
        return self.camps[:-1]

    @property
    def unsided(self) -> Count:
        return self.camps[-1]


@dataclass(frozen=True, slots=True)
class Counted:
    """The sides, who answered anything, and the answers to each entry that asks for them; where missing, nobody's.

    `answered` are those with a stance on an entry that asks for stances, `present` those with one on a live entry.
    Whose answers do not count is nowhere among them.
    """

    sides: tuple[SidePeople, ...]
    answered: frozenset[int]
    present: frozenset[int]
    entries: Mapping[int, EntryCount]
    is_room: bool = False
    """Whether its only side is the room: everybody together, as no side is declared."""

    def of(self, entry: int) -> EntryCount:
        """The answers to an entry."""
        count = self.entries.get(entry)
        return count if count is not None else EntryCount((_NOBODY,) * (len(self.sides) + 1))


def counted(ledger: Ledger) -> Counted:
    """The answers of a debate, counted; as the store has counted them, where it has."""
    if ledger.counted is not None:
        return ledger.counted
    answering = frozenset(s.person for s in ledger.stances.values() if ledger.entries[s.entry].asks_for_stances)
    present = present_in(ledger)
    sides = sides_of(ledger, present)
    empty = Counted(sides, answering - uncounted_in(ledger), present, {}, is_room=is_room(ledger, sides))
    return recounted(empty, ledger, ((None, stance) for stance in ledger.stances.values()))


def present_in(ledger: Ledger) -> frozenset[int]:
    """Those with a stance on a live entry."""
    if ledger.counted is not None:
        return ledger.counted.present
    answering = (s.person for s in ledger.stances.values() if ledger.entries[s.entry].status is Status.LIVE)
    return frozenset(answering) - uncounted_in(ledger)


def uncounted_in(ledger: Ledger) -> frozenset[int]:
    """Those whose answers do not count: they were forgotten, or do not count in their server."""
    return frozenset(number for number, person in ledger.participants.items() if person.counts_nowhere)


def participants(ledger: Ledger, present: Iterable[int] | None = None) -> frozenset[int]:
    """Those with a side, a stance on a live entry (`present`) or a live entry of their own."""
    sided = {number for number, person in ledger.participants.items() if person.side is not None}
    authors = {entry.author for entry in ledger.entries.values() if entry.status is Status.LIVE}
    with_stances = present_in(ledger) if present is None else present
    return frozenset(sided | authors).union(with_stances) - uncounted_in(ledger)


def sides_of(ledger: Ledger, present: Iterable[int] | None = None) -> tuple[SidePeople, ...]:
    """The sides that take part, as `camps` has them."""
    chosen = ((number, person.side) for number, person in ledger.participants.items() if not person.counts_nowhere)
    return as_sides(ledger, camps(ledger.sides, chosen, lambda: participants(ledger, present)))


def as_sides(ledger: Ledger, people: Mapping[int | None, frozenset[int]]) -> tuple[SidePeople, ...]:
    """The sides by their names; `people` is from `camps`."""
    if ledger.sides:
        return tuple(SidePeople(ledger.sides[number].called, on, number) for number, on in people.items() if number)
    return tuple(SidePeople(None if person is None else ledger.name(person), on) for person, on in people.items())


def is_room(ledger: Ledger, sides: Sequence[SidePeople]) -> bool:
    """Whether these sides of the ledger are the room alone."""
    return not ledger.sides and len(sides) == 1


def camps(
    sides: Iterable[int], chosen: Iterable[tuple[int, int | None]], taking_part: Callable[[], Collection[int]]
) -> dict[int | None, frozenset[int]]:
    """The people of each declared side, by its number; `chosen` is which side each person is on.

    A side that nobody is on takes no part while two others have people. Where no side is declared, two people who take
    part are the sides, by their own numbers; any other number of them is the room, without a number.
    """
    members: dict[int, set[int]] = {number: set() for number in sorted(sides)}
    if not members:
        everybody = sorted(taking_part())
        if len(everybody) == 2:
            return {person: frozenset({person}) for person in everybody}
        return {None: frozenset(everybody)}
    for person, side in chosen:
        if side is not None:
            members[side].add(person)
    peopled = {number: on for number, on in members.items() if on}
    return {number: frozenset(on) for number, on in (peopled if len(peopled) >= 2 else members).items()}


def places_of(sides: Sequence[SidePeople]) -> dict[int, int]:
    """The place of each person's side among the sides; absent where they are on none."""
    return {person: place for place, side in enumerate(sides) for person in side.people}


def recounted(counts: Counted, ledger: Ledger, changes: Iterable[tuple[Stance | None, Stance | None]]) -> Counted:
    """The counts once each of these stances (the first) was replaced (by the second); None is no stance.

    Sides, and who answered anything, stay as they are.
    """

    @cache
    def place_of(person: int) -> int:
        """The place of somebody's side among the camps; the last is of those on none."""
        return next((place for place, side in enumerate(counts.sides) if person in side.people), len(counts.sides))

    counts_nowhere = cache(ledger.counts_nowhere)
    tallyings: dict[int, _Tallying] = {}
    for before, after in changes:
        for stance, by in ((before, -1), (after, 1)):
            if stance is None or not ledger.entries[stance.entry].asks_for_stances or counts_nowhere(stance.person):
                continue
            tallying = tallyings.get(stance.entry)
            if tallying is None:
                tallying = tallyings[stance.entry] = _Tallying(counts.of(stance.entry))
            if stance.counts_for(ledger.entries[stance.entry]):
                tallying.count(place_of(stance.person), stance, by)
            else:
                tallying.wait(stance.person, by)
    entries = dict(counts.entries)
    entries.update((number, tallying.done()) for number, tallying in tallyings.items())
    return replace(counts, entries=entries)


PLACE = {Answer.AGREE: 0, Answer.DISAGREE: 1, Answer.UNSURE: 2}
"""The place of each answer among the counts."""

_NOBODY = Count()


class _Tallying:
    """The counts of one entry while stances come and go."""

    __slots__ = ("_answers", "_credences", "_waiting")

    def __init__(self, count: EntryCount) -> None:
        self._answers = [[camp.agree, camp.disagree, camp.unsure] for camp in count.camps]
        self._credences = {place: list(camp.credences) for place, camp in enumerate(count.camps) if camp.credences}
        self._waiting = set(count.waiting)

    def count(self, place: int, stance: Stance, by: int) -> None:
        self._answers[place][PLACE[stance.answer]] += by
        if stance.credence is not None and by > 0:
            self._credences.setdefault(place, []).append(stance.credence)
        elif stance.credence is not None:
            self._credences[place].remove(stance.credence)

    def wait(self, person: int, by: int) -> None:
        if by > 0:
            self._waiting.add(person)
        else:
            self._waiting.discard(person)

    def done(self) -> EntryCount:
        camps = (
            Count(agree, disagree, unsure, tuple(self._credences.get(place, ())))
            if agree or disagree or unsure
            else _NOBODY
            for place, (agree, disagree, unsure) in enumerate(self._answers)
        )
        return EntryCount(tuple(camps), tuple(sorted(self._waiting)) if self._waiting else ())
