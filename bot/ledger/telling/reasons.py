"""Why a line stands in a digest, and what is noted beside it, as values: `bot.words.reasons` says them."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.ledger.entries import Answer, Kind, Name, Scope, SideName
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict


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
class Share:
    """So many of a side's answers."""

    number: int
    answers: int


@dataclass(frozen=True, slots=True)
class AllHold:
    """All sides hold it; `shares` are their agreeing answers, empty where each side is a single person."""

    sides: int
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class AllReject:
    """All sides reject it; `shares` are their disagreeing answers, empty where each side is a single person."""

    sides: int
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """What a side makes of an entry, and how it answered."""

    side: SideName
    verdict: Verdict
    tally: Tally

    @property
    def is_single(self) -> bool:
        """Whether it is one person, whose answer needs no counts."""
        return self.tally.members <= 1 and self.tally.answers <= 1


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What each side makes of it: those that hold it first, then those that reject it; at least one."""

    sides: tuple[SideVerdict, ...]


@dataclass(frozen=True, slots=True)
class RoomAnswers:
    """How everybody together answered it, where there are no sides."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class NobodyOnASide:
    """There are no sides whose answers could be compared."""


# Cruxes


@dataclass(frozen=True, slots=True)
class NamedBySides:
    """People of several sides named the crux."""

    sides: int
    of: int
    """How many sides the debate has."""


@dataclass(frozen=True, slots=True)
class NamedByPeople:
    """People of one side at most named the crux."""

    people: People


@dataclass(frozen=True, slots=True)
class ConcededIn:
    """Who conceded the crux, and the number of the concession."""

    person: Name
    entry: int


@dataclass(frozen=True, slots=True)
class SettledByConcessions:
    """One concession or more brought the sides to the same answer."""

    concessions: tuple[ConcededIn, ...]


@dataclass(frozen=True, slots=True)
class SettledByAnswer:
    """Somebody's answer was the last one that was missing."""

    person: Name


@dataclass(frozen=True, slots=True)
class SettledTogether:
    """The sides came to agree, and nobody in particular settled it."""


Settled = SettledByConcessions | SettledByAnswer | SettledTogether


@dataclass(frozen=True, slots=True)
class CruxReason:
    """How far a crux is shared, for which entry (None: the question), who named it, and what settled it, if it is."""

    state: CruxState
    target: int | None
    named_by: NamedBySides | NamedByPeople
    settled: Settled | None = None


# What moved


@dataclass(frozen=True, slots=True)
class Conceded:
    """Somebody conceded an entry so far; `still_holds` are the claims that they keep up beside it."""

    person: Name
    scope: Scope
    entry: int
    still_holds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerMoved:
    """Somebody answers otherwise than before; `credence` is how likely they think it now, if they say so."""

    person: Name
    before: Answer
    after: Answer
    credence: int | None = None


@dataclass(frozen=True, slots=True)
class CredenceMoved:
    """Somebody gives the same answer and is more or less sure of it."""

    person: Name
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ClassMoved:
    """An entry changed its class; `sides` are those that moved, where that is the cause."""

    before: StandingClass
    after: StandingClass
    cause: Cause
    sides: tuple[SideName, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that was not there at the last digest."""

    kind: Kind
    author: Name


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """So many people answered an entry for the first time. The line is about no entry."""

    number: int


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


@dataclass(frozen=True, slots=True)
class TermDefined:
    """A term and what it means. The line is about no entry.

    `credited` where somebody else wrote down the owner's term; `senses` counts the live meanings of the term.
    """

    term: str
    meaning: str
    owner: Name
    credited: bool
    adopted_by: People
    senses: int


Reason = (
    AllHold
    | AllReject
    | SideBySide
    | RoomAnswers
    | CruxReason
    | Conceded
    | AnswerMoved
    | CredenceMoved
    | ClassMoved
    | NewEntry
    | NewAnswers
    | Proposed
    | SetAside
    | SetAsideByBoth
    | TermDefined
)


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


Note = CredencesDiffer | AwaitsNewWording | SourceNote
