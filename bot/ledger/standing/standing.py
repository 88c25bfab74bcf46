"""Where every entry of a debate stands now."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.ledger.entries import Entry, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.standing.counts import Counted, EntryCount, SidePeople, counted, participants
from bot.ledger.standing.verdicts import (
    StandingClass,
    Tally,
    Verdict,
    order_key,
    room_class,
    standing_class,
    verdict,
)


@dataclass(frozen=True, slots=True)
class EntryStanding:
    """An entry with its sides' answers, in the order of the sides.

    `cls` is None for a concession, for a proposal, and where the words were erased.
    """

    entry: Entry
    tallies: tuple[Tally, ...]
    verdicts: tuple[Verdict, ...]
    cls: StandingClass | None
    count: EntryCount
    order: tuple[int, float]
    """By what it is sorted into a digest's order, before its number."""

    @property
    def waiting(self) -> tuple[int, ...]:
        """Those whose stance is on an earlier wording."""
        return self.count.waiting

    @property
    def parked(self) -> bool:
        return self.entry.parking is not None


@dataclass(frozen=True)
class Standing:
    """The sides that take part, who is on none, and the live and proposed entries in the digest's order."""

    sides: tuple[SidePeople, ...]
    unsided: tuple[int, ...]
    entries: tuple[EntryStanding, ...]
    is_room: bool = False
    """Whether there are no sides: the only one is everybody together."""
    parked: tuple[EntryStanding, ...] = ()
    """The live ones of them that are set aside."""

    def of(self, cls: StandingClass) -> tuple[EntryStanding, ...]:
        """The entries of a class that are not parked."""
        every = self.every(cls)
        return tuple(line for line in every if line.entry.parking is None) if self.parked else every

    def every(self, cls: StandingClass) -> tuple[EntryStanding, ...]:
        """The entries of a class, parked or not."""
        return self._ranked(_ORDER[cls])

    @cached_property
    def proposed(self) -> tuple[EntryStanding, ...]:
        """The proposals that their authors have not answered."""
        return tuple(line for line in self._ranked(_UNCLASSED) if line.entry.status is Status.PROPOSED)

    def _ranked(self, rank: int) -> tuple[EntryStanding, ...]:
        """The entries of a class by its place, or those of none: they stand together."""
        return self.entries[bisect_left(self.entries, rank, key=_rank) : bisect_right(self.entries, rank, key=_rank)]

    def side_of(self, person: int) -> int | None:
        """The place of a person's side among the sides; None where they are on none."""
        return next((place for place, side in enumerate(self.sides) if person in side.people), None)


def standing(ledger: Ledger) -> Standing:
    """Where every live and proposed entry stands; withdrawn and declined ones stand nowhere."""
    counts = counted(ledger)
    members = members_of(counts)
    lines = sorted(
        (
            _entry_standing(entry, counts.of(entry.number), members, is_room=counts.is_room)
            for entry in _standing_somewhere(ledger)
        ),
        key=_place,
    )
    parked = tuple(line for line in lines if _is_set_aside(line.entry))
    return Standing(counts.sides, _unsided(ledger, counts), tuple(lines), counts.is_room, parked)


def standing_after(earlier: Standing, before: Ledger, ledger: Ledger, touched: Collection[int]) -> Standing:
    """The same as `standing`, where all but the touched entries are as they were in the ledger before.

    They stand where they stood, unless who is on a side has changed, or how many of it have answered anything.
    """
    counts_before, counts = counted(before), counted(ledger)
    members = members_of(counts)
    if counts_before.sides != counts.sides or members_of(counts_before) != members:
        return standing(ledger)
    lines, parked, room = list(earlier.entries), list(earlier.parked), counts.is_room

    def lists_of(entry: Entry) -> tuple[list[EntryStanding], ...]:
        return (lines, parked) if _is_set_aside(entry) else (lines,)

    for number in touched:
        if (was := before.entries.get(number)) is not None and was.status in _STANDING:
            stood = _entry_standing(was, counts_before.of(number), members, is_room=room)
            for those in lists_of(was):
                del those[bisect_left(those, _place(stood), key=_place)]
        if (entry := ledger.entries.get(number)) is not None and entry.status in _STANDING:
            stands = _entry_standing(entry, counts.of(number), members, is_room=room)
            for those in lists_of(entry):
                insort(those, stands, key=_place)
    same_people = before.entries is ledger.entries and _on_the_same_sides(before, ledger)
    unsided = earlier.unsided if same_people and counts_before.present == counts.present else _unsided(ledger, counts)
    return Standing(counts.sides, unsided, tuple(lines), room, tuple(parked))


def _on_the_same_sides(before: Ledger, ledger: Ledger) -> bool:
    """Whether everybody was on the side where they are, or on none."""
    if before.participants is ledger.participants:
        return True
    then = before.participants
    return then.keys() == ledger.participants.keys() and all(
        person is (earlier := then[number]) or _counted_as(person) == _counted_as(earlier)
        for number, person in ledger.participants.items()
    )


def _counted_as(person: Participant) -> tuple[int | None, bool]:
    return person.side, person.counts_nowhere


_STANDING = (Status.LIVE, Status.PROPOSED)


def _standing_somewhere(ledger: Ledger) -> Iterable[Entry]:
    return (entry for entry in ledger.entries.values() if entry.status in _STANDING)


def members_of(counts: Counted) -> tuple[int, ...]:
    """How many of each side have answered anything."""
    return tuple(len(side.people & counts.answered) for side in counts.sides)


def _unsided(ledger: Ledger, counts: Counted) -> tuple[int, ...]:
    """Those who take part and are on no declared side."""
    on_a_side = frozenset[int]().union(*(side.people for side in counts.sides))
    return tuple(sorted(participants(ledger, counts.present) - on_a_side))


def _entry_standing(entry: Entry, count: EntryCount, members: tuple[int, ...], *, is_room: bool) -> EntryStanding:
    answers = tuple((side.agree, side.disagree, side.unsure) for side in count.sides)
    tallies, verdicts, cls, order = judged(answers, members, is_room)
    if not entry.asks_for_stances:
        return EntryStanding(entry, tallies, verdicts, None, count, (_UNCLASSED, 0.0))
    return EntryStanding(entry, tallies, verdicts, cls, count, order)


def class_of(answers: tuple[tuple[int, int, int], ...], members: tuple[int, ...], *, is_room: bool) -> StandingClass:
    """Where an entry stands whose sides, of so many members, agree, disagree and are unsure so often."""
    _, _, cls, _ = judged(answers, members, is_room)
    return cls


Judged = tuple[tuple[Tally, ...], tuple[Verdict, ...], StandingClass, tuple[int, float]]


@lru_cache(maxsize=65536)
def judged(answers: tuple[tuple[int, int, int], ...], members: tuple[int, ...], is_room: bool) -> Judged:
    """What the sides make of a statement that they answered so: in a large debate, many entries are answered alike."""
    tallies = tuple(Tally(*counts, n) for counts, n in zip(answers, members, strict=True))
    verdicts = tuple(verdict(tally) for tally in tallies)
    cls = room_class(tallies[0]) if is_room else standing_class(verdicts)
    return tallies, verdicts, cls, order_key(cls, tallies)


_ORDER = {cls: place for place, cls in enumerate(StandingClass)}
_UNCLASSED = len(StandingClass)


def _is_set_aside(entry: Entry) -> bool:
    return entry.parking is not None and entry.status is Status.LIVE


def _rank(line: EntryStanding) -> int:
    return _ORDER[line.cls] if line.cls is not None else _UNCLASSED


def _place(line: EntryStanding) -> tuple[int, float, int]:
    return (*line.order, line.entry.number)
