"""Which entries somebody should answer next: those that one answer of theirs settles, or that come nearest to it.

It is exact for that person: which side they count for, and whether they are a new member of it. Where no side is
declared, who answers for the first time makes a pair of one person, and a room of a pair.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.ledger.entries import Answer, Entry, Ledger, Name, Side
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
    waiting = [
        line
        for line in now.entries
        if line.cls is not None
        and not line.parked
        and line.entry.statement is not None
        and line.entry.number not in skipped
        and answered_before.get(line.entry.number) != line.entry.wording.number
    ]
    nearest = _nearest(waiting, _seat(now, person, counted(ledger).answered), most) if most > 0 else ()
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
            for line, step in nearest
        )
    )


@dataclass(frozen=True, slots=True)
class Step:
    """How many answers make an entry more settled, somebody's own included, and of which kinds theirs can be."""

    answers: int
    kinds: frozenset[Answer]
    for_good: bool


Tallies = tuple[Tally, ...]


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


def _nearest(waiting: Sequence[EntryStanding], seat: Seat, most: int) -> list[tuple[EntryStanding, Step]]:
    """The entries that one answer settles; where there is none, those that the fewest answers settle.

    Those come first that it settles for good, then those that it settles whether they agree or disagree.
    """
    alike = _alike(waiting, seat)
    nearest: list[tuple[Step, int]] = []
    for tallies in sorted(alike, key=at_least):
        if len(nearest) == most and at_least(tallies) > nearest[-1][0].answers:
            break
        step = _step(tallies, seat.place, seat.is_member, seat.is_pair)
        if step is not None:
            nearest = sorted([*nearest, *((step, place) for place in alike[tallies][:most])], key=_rank)[:most]
    fewest = nearest[0][0].answers if nearest else 0
    return [(waiting[place], step) for step, place in nearest if fewest > 1 or step.answers == 1]


def _rank(found: tuple[Step, int]) -> tuple[int, bool, int, int]:
    step, place = found
    return step.answers, not step.for_good, -len(step.kinds), place


def _alike(waiting: Iterable[EntryStanding], seat: Seat) -> Mapping[Tallies, Sequence[int]]:
    """The places of the entries that were answered alike. In a large debate, most of these have the same tallies."""
    same: dict[int, list[int]] = {}
    tallies_of: dict[int, Tallies] = {}
    for place, line in enumerate(waiting):
        same.setdefault(id(line.tallies), []).append(place)
        tallies_of[id(line.tallies)] = line.tallies
    alike: dict[Tallies, list[int]] = {}
    for key, places in same.items():
        alike.setdefault(seat.tallies(tallies_of[key]), []).extend(places)
    return alike


@lru_cache(maxsize=65536)
def _step(tallies: Tallies, place: int, is_member: bool, is_pair: bool) -> Step | None:
    """How far somebody's answer brings an entry; None where it is settled, or cannot be."""
    if is_settled(tallies):
        return None
    after = {kind: _with_answer(tallies, place, kind, is_member) for kind in Answer}
    settling_now = frozenset(kind for kind in after if is_settled_further(tallies, after[kind]))
    if settling_now:
        return Step(1, settling_now, settles_for_good(tallies))
    after_that = {kind: settling(after[kind], still_to_answer(after[kind]) if is_pair else None) for kind in after}
    rest = {kind: found.answers for kind, found in after_that.items() if found is not None}
    fewest = min(rest.values(), default=0)
    kinds = frozenset(kind for kind in rest if rest[kind] == fewest)
    return Step(1 + fewest, kinds, settles_for_good(tallies)) if rest else None


def _with_answer(tallies: Tallies, place: int, kind: Answer, is_member: bool) -> Tallies:
    tally = tallies[place]
    before = tally if is_member else Tally(tally.agree, tally.disagree, tally.unsure, tally.members + 1)
    return (*tallies[:place], answered(before, kind, 1), *tallies[place + 1 :])
