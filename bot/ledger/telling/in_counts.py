"""Where a debate stands, in counts: what an overview of many debates says of each, without a word of anybody's."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.ledger.ledger import Ledger
from bot.ledger.standing.counts import Counted, SidePeople, counted
from bot.ledger.standing.cruxes import shared_cruxes
from bot.ledger.standing.debate_tag import DebateTag, debate_tag_of
from bot.ledger.standing.standing import judged, members_of, standing
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from bot.ledger.telling.cruxes import turns_on

MOST_RANKED = 3
"""How many entries of a debate can be among the most agreed, or the most contested, of all debates."""

AGREED = (StandingClass.COMMON_GROUND, StandingClass.ROOM_HOLDS)
REJECTED = (StandingClass.COMMON_GROUND_REJECTED, StandingClass.ROOM_REJECTS)
CONTESTED = (StandingClass.DIVERGING, StandingClass.CONTESTED)


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry by its place among others, the most decisive first, with how its sides answered."""

    order: tuple[int, float]
    debate: int
    entry: int
    tallies: tuple[Tally, ...]
    is_room: bool

    @property
    def answers(self) -> int:
        """How many answered it: what its author alone holds stands out nowhere."""
        return sum(tally.answers for tally in self.tallies)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A side, or the room, that has not been heard on so many entries."""

    place: int
    number: int | None
    """The number of the declared side; None for a person and for the room."""
    person: int | None
    """The one person who is a side where two people are; None for all others."""
    entries: int


@dataclass(frozen=True, slots=True)
class InCounts:
    """How many entries of a debate stand where; parked ones are left out."""

    debate: int
    sequence: int
    """The number of the last event that is told of."""
    hash: bytes
    """The hash of that event."""
    entries: int = 0
    agreed: int = 0
    rejected: int = 0
    diverging: int = 0
    turns_on: int = 0
    proposed: int = 0
    """How many await their author's word."""
    awaited: tuple[Awaited, ...] = ()
    """Who has not been heard, and on how many entries."""
    is_room: bool = False
    tag: DebateTag = DebateTag.NEEDS_ANSWERS
    """Where the debate stands as a whole."""
    most_agreed: tuple[RankedEntry, ...] = ()
    most_contested: tuple[RankedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a debate is counted from: all answers are counted in `ledger`, which has those one by one that tell of its
    cruxes."""

    ledger: Ledger
    sequence: int
    hash: bytes
    asking: Collection[int]
    """The entries that ask for answers, and are not parked."""
    entries: int
    proposed: int


@dataclass(frozen=True, slots=True)
class _Judged:
    entry: RankedEntry
    cls: StandingClass
    verdicts: tuple[Verdict, ...]


def in_counts(told: Counts) -> InCounts:
    """Where a debate stands, in counts."""
    counts = counted(told.ledger)
    lines = list(_judged(told, counts))
    agreed, contested = _of(lines, AGREED), _of(lines, CONTESTED)
    return InCounts(
        debate=told.ledger.debate.id,
        sequence=told.sequence,
        hash=told.hash,
        entries=told.entries,
        agreed=len(agreed),
        rejected=len(_of(lines, REJECTED)),
        diverging=len(contested),
        turns_on=_number_of_cruxes(told.ledger),
        proposed=told.proposed,
        awaited=tuple(_awaited(counts.sides, lines)),
        is_room=counts.is_room,
        tag=debate_tag_of(told.ledger.debate, Counter(line.cls for line in lines)),
        most_agreed=_first(one for one in agreed if one.answers > 1),
        most_contested=_first(contested),
    )


def _judged(told: Counts, counts: Counted) -> Iterable[_Judged]:
    members, room = members_of(counts), counts.is_room
    for number in told.asking:
        answers = tuple((side.agree, side.disagree, side.unsure) for side in counts.of(number).sides)
        tallies, verdicts, cls, order = judged(answers, members, room)
        yield _Judged(RankedEntry(order, told.ledger.debate.id, number, tallies, room), cls, verdicts)


def _of(lines: Iterable[_Judged], classes: Collection[StandingClass]) -> list[RankedEntry]:
    return [line.entry for line in lines if line.cls in classes]


def _first(entries: Iterable[RankedEntry]) -> tuple[RankedEntry, ...]:
    return ranked(entries, MOST_RANKED)


def ranked(entries: Iterable[RankedEntry], most: int) -> tuple[RankedEntry, ...]:
    """So many of the entries, the most decisive first; of those alike, the older debate's and entry's."""
    return tuple(sorted(entries, key=lambda one: (one.order, one.debate, one.entry))[:most])


def _number_of_cruxes(ledger: Ledger) -> int:
    """How many entries the debate turns on, as a digest shows them."""
    if len(ledger.marks) < 2:
        return 0
    now = standing(ledger)
    return len(turns_on(ledger, now, shared_cruxes(ledger, now)))


def _awaited(sides: Iterable[SidePeople], lines: Collection[_Judged]) -> Iterable[Awaited]:
    for place, side in enumerate(sides):
        entries = sum(line.verdicts[place] is Verdict.UNHEARD for line in lines)
        person = next(iter(side.people)) if side.number is None and len(side.people) == 1 else None
        if entries:
            yield Awaited(place, side.number, person, entries)
