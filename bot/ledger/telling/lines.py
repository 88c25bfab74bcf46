"""The lines of a digest: an entry, why it stands there, and what is to be known beside that."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar, overload

from bot.ledger.entries import Entry, Relation, Said, Source
from bot.ledger.ledger import Ledger
from bot.ledger.telling.reasons import Note, People, Reason, SourceNote

NAMED = 3
"""How many people a line names before it counts the rest."""


class SectionKind(StrEnum):
    """What the lines of a section have in common."""

    ACCEPT = "accept"
    REJECT = "reject"
    DIVERGE = "diverge"
    CONTESTED = "contested"
    """What the room, where there are no sides, is divided on."""
    TURNS_ON = "turns on"
    ONE_SIDED = "one-sided"
    UNDECIDED = "undecided"
    PROPOSED = "proposed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class AnswersTo:
    """What a line speaks for or against: the entry and, where the line is to say it, what that one says."""

    relation: Relation
    entry: int
    statement: Said = None
    was: int | None = None
    """What the entry was when that was said, if it was merged since."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry's number and sentence (None: erased), the reason it stands where it does, and notes on it."""

    entry: int
    statement: Said
    reason: Reason
    notes: tuple[Note, ...] = ()
    source: Source | None = None
    answers_to: AnswersTo | None = None


About = TypeVar("About")


class Lines(Sequence[Line], Generic[About]):
    """Lines that are composed when somebody reads them: of ten thousand, a message shows some dozens."""

    __slots__ = ("_compose", "of")

    def __init__(self, of: Sequence[About], compose: Callable[[About], Line]) -> None:
        self.of = of
        """What the lines are about, one by one."""
        self._compose = compose

    def __len__(self) -> int:
        return len(self.of)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(place, slice):
            return tuple(self._compose(about) for about in self.of[place])
        return self._compose(self.of[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind, the most decisive first."""

    kind: SectionKind
    lines: Sequence[Line]


def line_about(entry: Entry, reason: Reason, notes: Iterable[Note] = ()) -> Line:
    """The line of an entry; what became of its message is noted last."""
    source = None if entry.source_deleted else entry.source
    return Line(entry.number, entry.said, reason, (*notes, *_source_notes(entry)), source)


def _source_notes(entry: Entry) -> Iterator[SourceNote]:
    if entry.source_deleted:
        yield SourceNote.DELETED
    if entry.source_edited:
        yield SourceNote.EDITED
    if entry.orphaned:
        yield SourceNote.PASSAGE_LOST


def people(ledger: Ledger, numbers: Sequence[int]) -> People:
    """The first of these people by name, and how many more there are."""
    return People(tuple(ledger.name(person) for person in numbers[:NAMED]), max(0, len(numbers) - NAMED))
