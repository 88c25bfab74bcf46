"""Why a line stands in a digest, and what is noted beside it, as values: `bot.words.reasons` says them."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.ledger.entries import Answer, Kind, Relation, Said, Source
from bot.ledger.people import Name
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import Tally, Verdict


@dataclass(frozen=True, slots=True)
class People:
    """Some people by name, and how many more there are."""

    names: tuple[Name, ...]
    more: int = 0

    @property
    def number(self) -> int:
        return len(self.names) + self.more


# Where an entry stands


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each side's answers were given so, in the order of the sides; those of the room, without sides.

    `named` where it is to be said which answer is counted, because nothing around says it.
    """

    answer: Answer
    tallies: tuple[Tally, ...]
    is_room: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """What a side makes of an entry, and how it answered; the side by its place, None for the room."""

    side: int | None
    verdict: Verdict
    tally: Tally


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What each side makes of it: those that hold it first, then those that reject it; at least one."""

    sides: tuple[SideVerdict, ...]


@dataclass(frozen=True, slots=True)
class NobodyOnASide:
    """There are no sides whose answers could be compared."""


# Cruxes


@dataclass(frozen=True, slots=True)
class NamedBy:
    """Who named a crux: the places of their sides, and how many people there are on none."""

    sides: tuple[int, ...]
    of: int
    """How many sides the debate has."""
    people: int = 0

    @property
    def by_all(self) -> bool:
        return len(self.sides) == self.of > 1


@dataclass(frozen=True, slots=True)
class CruxMover:
    """Somebody who moved to what a crux was settled on, and the concession in which they did; None for a stance."""

    person: Name
    concession: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """On which answer a crux is settled, and who moved to it: nobody where the first answers were enough.

    `sides` is how many sides answer so; 1 is a room without sides.
    """

    on: Answer
    sides: int
    movers: tuple[CruxMover, ...] = ()
    more: int = 0
    """How many more moved to it."""


@dataclass(frozen=True, slots=True)
class BestReason:
    """The entry for or against a crux that a side agrees with most; without sides, the room (None)."""

    side: int | None
    relation: Relation
    entry: int
    statement: Said
    """None where the digest says it elsewhere, or it was erased."""
    tally: Tally
    source: Source | None = None
    elsewhere: bool = False
    """Whether the digest says it in a line of its own."""
    was: int | None = None
    """What the entry was when that was said of it, if it was merged since."""


@dataclass(frozen=True, slots=True)
class CruxReason:
    """How far a crux is shared, for which entry (None: the question), who named it, and how it is answered.

    `settled` says what settled it, if it is; `best` are the best reasons of the sides, in their order.
    """

    state: CruxState
    target: int | None
    named_by: NamedBy
    counts: Counts
    settled: Settled | None = None
    best: tuple[BestReason, ...] = ()
    target_was: int | None = None
    """What the target was when it was named, if that was merged since."""


# Apart from where entries stand


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody tagged another person's message, and its author has not confirmed that."""

    kind: Kind
    tagger: Name
    author: Name


@dataclass(frozen=True, slots=True)
class SetAside:
    """Somebody parked it, and nobody of the other side has answered that."""

    by: Name


@dataclass(frozen=True, slots=True)
class SetAsideByBoth:
    """Somebody parked it, and somebody of the other side agreed."""

    by: Name
    agreed_by: Name


Reason = Counts | SideBySide | NobodyOnASide | CruxReason | Proposed | SetAside | SetAsideByBoth


# Beside the reason


@dataclass(frozen=True, slots=True)
class CredencesDiffer:
    """The median credences of the sides, in their order; `far_apart` where they are not equally sure."""

    medians: tuple[float, ...]
    far_apart: bool


@dataclass(frozen=True, slots=True)
class AwaitsNewWording:
    """People whose stance is on an earlier wording."""

    people: People


class SourceNote(Enum):
    """What became of the message that an entry quotes."""

    DELETED = auto()
    EDITED = auto()
    PASSAGE_LOST = auto()


Note = CredencesDiffer | AwaitsNewWording | SourceNote | Settled
"""`Settled` is noted on an entry that was a crux, and is one no more."""
