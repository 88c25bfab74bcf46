"""Which entries somebody should answer next: those that one answer of theirs settles, or that come nearest to it.

It is exact for that person: which side they count for, and whether they are a new member of it. Where no side is
declared, who answers for the first time makes a pair of one person, and a room of a pair.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.ledger.entries import Answer, Entry
from bot.ledger.ledger import Ledger
from bot.ledger.people import Name, Side
from bot.ledger.standing.alike import Tallies, answered_alike
from bot.ledger.standing.counts import counted
from bot.ledger.standing.settling import (
    answered,
    at_least,
    is_settled,
    is_settled_further,
    settles_for_good,
    settling,
    still_to_answer,
)
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling.settles_most import is_pair

MOST = 5
"""How many entries are shown one after the other."""


@dataclass(frozen=True, slots=True)
class NextEntry:
    """An entry that waits for somebody's answer: so many, theirs included, make it more settled.

    `for_good` where that settles it, and no other side is awaited then; `reworded` where they answered an earlier
    wording of it.
    """

    entry: Entry
    author: Name
    answers: int
    kinds: frozenset[Answer]
    """Those of their answers that it can be."""
    for_good: bool
    reworded: bool


@dataclass(frozen=True, slots=True)
class NextEntries:
    """The entries that somebody is to answer next, nearest first; `join` are the sides where they have to join one."""

    entries: tuple[NextEntry, ...] = ()
    join: tuple[Side, ...] = ()

    @property
    def first(self) -> NextEntry | None:
        """The first of them; None where there is none."""
        return self.entries[0] if self.entries else None


def next_entries(
    ledger: Ledger, now: Standing, user: int, answered_before: Mapping[int, int], skipped: Collection[int], most: int
) -> NextEntries:
    """At most so many entries for a person of the platform, who answered those wordings of entries before."""
    person = next((one.number for one in ledger.participants.values() if one.user == user), None)
    if ledger.sides and (person is None or now.side_of(person) is None):
        return NextEntries(join=tuple(side for _, side in sorted(ledger.sides.items())))
    waiting = _Waiting(_seat(now, person, counted(ledger).answered), answered_before, skipped)
    return NextEntries(
        tuple(
            NextEntry(
                line.entry,
                ledger.name(line.entry.author),
                step.answers,
                step.kinds,
                step.for_good,
                line.entry.number in answered_before,
            )
            for line, step in waiting.nearest(now.entries, most)
        )
    )


@dataclass(frozen=True, slots=True)
class Step:
    """How many answers make an entry more settled, somebody's own included, and of which kinds theirs can be."""

    answers: int
    kinds: frozenset[Answer]
    for_good: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """How somebody counts: the place of their side, whether they are one of its members already, and who else can come.

    `tallies` makes the tallies of an entry with them taking part, of those without them.
    """

    place: int
    is_member: bool
    is_pair: bool
    tallies: Callable[[Tallies], Tallies]


def _seat(now: Standing, person: int | None, have_answered: Collection[int]) -> Seat:
    place = now.side_of(person) if person is not None else None
    if place is not None:
        return Seat(place, person in have_answered, is_pair(now), lambda tallies: tallies)
    if is_pair(now):
        return Seat(0, False, False, _as_room)
    if len(now.sides[0].people) == 1:
        return Seat(1, False, True, lambda tallies: (*tallies, Tally()))
    return Seat(0, False, False, lambda tallies: tallies)


@lru_cache(maxsize=65536)
def _as_room(tallies: Tallies) -> Tallies:
    """Two people counted together."""
    return (
        Tally(
            sum(tally.agree for tally in tallies),
            sum(tally.disagree for tally in tallies),
            sum(tally.unsure for tally in tallies),
            sum(tally.members for tally in tallies),
        ),
    )


class _Waiting:
    """What waits for somebody on that seat, who answered these wordings, and skipped these entries."""

    def __init__(self, seat: Seat, answered_before: Mapping[int, int], skipped: Collection[int]) -> None:
        self._seat = seat
        self._answered = answered_before
        self._skipped = skipped

    def nearest(self, lines: Sequence[EntryStanding], most: int) -> list[tuple[EntryStanding, Step]]:
        """So many entries that one answer settles, in their order; where there is none, those nearest to it."""
        one = list(islice(self._settled_by_one(lines), max(0, most)))
        return one or (self._fewest(lines, most) if most > 0 else [])

    def _settled_by_one(self, lines: Iterable[EntryStanding]) -> Iterator[tuple[EntryStanding, Step]]:
        steps: dict[int, Step | None] = {}
        for line in lines:
            if id(line.tallies) not in steps:
                steps[id(line.tallies)] = self._one_answer(line)
            step = steps[id(line.tallies)]
            if step is not None and self._waits(line):
                yield line, step

    def _one_answer(self, line: EntryStanding) -> Step | None:
        tallies = self._seat.tallies(line.tallies)
        return _one_answer(tallies, self._seat.place, self._seat.is_member) if at_least(tallies) == 1 else None

    def _fewest(self, lines: Iterable[EntryStanding], most: int) -> list[tuple[EntryStanding, Step]]:
        found: list[tuple[EntryStanding, Step]] = []
        alike: dict[Tallies, list[EntryStanding]] = {}
        for tallies, same in answered_alike(lines).items():
            alike.setdefault(self._seat.tallies(tallies), []).extend(same)
        for tallies in sorted(alike, key=at_least):
            if len(found) >= most and at_least(tallies) > found[most - 1][1].answers:
                break
            step = _step(tallies, self._seat.place, self._seat.is_member, self._seat.is_pair)
            if step is not None:
                waiting = islice(filter(self._waits, alike[tallies]), most)
                found = sorted([*found, *((line, step) for line in waiting)], key=_answers)[:most]
        return found

    def _waits(self, line: EntryStanding) -> bool:
        entry = line.entry
        asked = line.cls is not None and entry.parking is None and entry.number not in self._skipped
        return asked and self._answered.get(entry.number) != entry.wording.number and entry.statement is not None


def _answers(found: tuple[EntryStanding, Step]) -> int:
    return found[1].answers


@lru_cache(maxsize=65536)
def _one_answer(tallies: Tallies, place: int, is_member: bool) -> Step | None:
    """Which answers of somebody settle an entry by themselves; None where none does."""
    if is_settled(tallies):
        return None
    after = {kind: _with_answer(tallies, place, kind, is_member) for kind in Answer}
    kinds = frozenset(kind for kind in after if is_settled_further(tallies, after[kind]))
    return Step(1, kinds, settles_for_good(tallies)) if kinds else None


@lru_cache(maxsize=65536)
def _step(tallies: Tallies, place: int, is_member: bool, is_pair: bool) -> Step | None:
    """How far an answer that settles nothing by itself brings an entry; None where it is settled, or cannot be."""
    if is_settled(tallies):
        return None
    rest: dict[Answer, int] = {}
    for kind in Answer:
        after = _with_answer(tallies, place, kind, is_member)
        found = settling(after, still_to_answer(after) if is_pair else None)
        if found is not None:
            rest[kind] = found.answers
    fewest = min(rest.values(), default=0)
    kinds = frozenset(kind for kind in rest if rest[kind] == fewest)
    return Step(1 + fewest, kinds, settles_for_good(tallies)) if rest else None


def _with_answer(tallies: Tallies, place: int, kind: Answer, is_member: bool) -> Tallies:
    tally = tallies[place]
    before = tally if is_member else Tally(tally.agree, tally.disagree, tally.unsure, tally.members + 1)
    return (*tallies[:place], answered(before, kind, 1), *tallies[place + 1 :])
