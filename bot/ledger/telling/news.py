"""What is new since the last digest: who moved, what stands elsewhere, how much was added."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.entries import Answer, Entry, Scope
from bot.ledger.ledger import Ledger, former
from bot.ledger.people import Name
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.moves import ClassMove, Moves, PersonMove
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.signed import SignedBy


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """Somebody who answers an entry otherwise than before; by `person`, their number, moves of one belong together.

    `before` is None where they had not answered it; `conceded_in` is the concession that moved them. Where the answer
    is the same, the credences tell how likely they thought it, and think it now.
    """

    person: int
    name: Name
    entry: int
    before: Answer | None
    after: Answer
    credences: tuple[int, int] | None = None
    conceded_in: int | None = None
    settles: bool = False
    """Whether the entry was a crux, and is settled with that."""
    was: int | None = None
    """The number under which they answered it, where that entry was merged into this one."""


@dataclass(frozen=True, slots=True)
class ClassMoved:
    """An entry that stands elsewhere now; `sides` are the places of those that moved, where that is the cause."""

    entry: int
    before: StandingClass
    after: StandingClass
    cause: Cause
    sides: tuple[int, ...] = ()
    settles: bool = False
    """Whether it was a crux, and is settled with that."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new, those first who moved; nothing in a first digest, where everything is."""

    people: tuple[PersonMoved, ...] = ()
    classes: tuple[ClassMoved, ...] = ()
    entries: int = 0
    """How many entries are new."""
    answers: int = 0
    """How many answers are new: to entries, or wordings, that these people had not answered."""
    others: bool = False
    """Whether anything else has changed that a digest shows."""
    signed: tuple[SignedBy, ...] = ()
    """What sides said of the last digest."""

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to be told."""
        return not (self.people or self.classes or self.entries or self.answers or self.others)


def news(ledger: Ledger, moved: Moves, findings: Sequence[CruxFinding], *, is_first: bool) -> News:
    """What is new; nothing where there was no digest before."""
    if is_first:
        return News()
    settled = {finding.entry.number for finding in findings if finding.state is CruxState.SETTLED}
    people = tuple(_people(ledger, moved, settled))
    credited = {move.entry for move in people if move.settles}
    return News(
        people=people,
        classes=tuple(_class_moved(move, settled - credited) for move in moved.classes),
        entries=len(moved.entries) + sum(not _moves_its_author(entry) for entry in moved.concessions),
        answers=moved.answers,
        others=moved.others,
    )


def _people(ledger: Ledger, moved: Moves, settled: Collection[int]) -> Iterator[PersonMoved]:
    """Who conceded, then who changed an answer, then who is more or less sure."""
    before = {(move.person, move.entry.number): move.before.answer for move in moved.people}
    for entry in filter(_moves_its_author, moved.concessions):
        granted = entry.concession
        if granted is not None:
            earlier = before.get((entry.author, granted.entry), granted.before)
            name, conceded = ledger.name(entry.author), ledger.survivor(granted.entry)
            was, settles = former(conceded, granted.entry), granted.entry in settled
            yield PersonMoved(
                entry.author, name, conceded, earlier, granted.answer, None, entry.number, settles=settles, was=was
            )
    others = [move for move in moved.people if not move.conceded]
    for move in sorted(others, key=lambda move: move.before.answer is move.after.answer):
        yield _person_moved(ledger, move, settled)


def _moves_its_author(entry: Entry) -> bool:
    """What is granted for the argument's sake moves nobody."""
    return entry.concession is not None and entry.concession.scope is not Scope.ARGUMENT


def _person_moved(ledger: Ledger, move: PersonMove, settled: Collection[int]) -> PersonMoved:
    name, number, before, after = ledger.name(move.person), move.entry.number, move.before, move.after
    if before.answer is after.answer and before.credence is not None and after.credence is not None:
        return PersonMoved(move.person, name, number, before.answer, after.answer, (before.credence, after.credence))
    return PersonMoved(move.person, name, number, before.answer, after.answer, settles=number in settled)


def _class_moved(move: ClassMove, settled: Collection[int]) -> ClassMoved:
    number = move.entry.number
    return ClassMoved(number, move.before, move.after, move.cause, move.sides, settles=number in settled)
