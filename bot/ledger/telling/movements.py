"""Lines on what moved since the last digest."""

from collections.abc import Iterator

from bot.ledger.entries import Entry, Ledger, Relation, Status
from bot.ledger.standing.moves import ClassMove, Moves, PersonMove
from bot.ledger.telling.lines import Line, line_about
from bot.ledger.telling.reasons import (
    AnswerMoved,
    ClassMoved,
    Conceded,
    CredenceMoved,
    NewAnswers,
    NewEntry,
    Reason,
)


def movements(ledger: Ledger, moved: Moves, *, first: bool) -> Iterator[Line]:
    """What moved; in a first digest everything is new, so that nothing is said to be."""
    for entry in moved.concessions:
        yield from _concession(ledger, entry)
    for change in moved.people:
        if not change.conceded:
            yield line_about(change.entry, _person_moved(ledger, change))
    for shift in moved.classes:
        yield line_about(shift.entry, _class_moved(shift))
    if first:
        return
    for entry in moved.entries:
        yield line_about(entry, NewEntry(entry.kind, ledger.name(entry.author)))
    if moved.answers:
        yield Line(None, None, NewAnswers(moved.answers))


def _concession(ledger: Ledger, entry: Entry) -> Iterator[Line]:
    if entry.concession is None:
        return
    rest = [link.entry for link in ledger.links if link.target == entry.number and link.relation is Relation.RESIDUE_OF]
    live = sorted(number for number in rest if ledger.entries[number].status is Status.LIVE)
    person, granted = ledger.name(entry.author), entry.concession
    yield line_about(entry, Conceded(person, granted.scope, granted.entry, tuple(live)))


def _person_moved(ledger: Ledger, change: PersonMove) -> Reason:
    person, before, after = ledger.name(change.person), change.before, change.after
    if before.answer is after.answer and before.credence is not None and after.credence is not None:
        return CredenceMoved(person, before.credence, after.credence)
    return AnswerMoved(person, before.answer, after.answer, after.credence)


def _class_moved(shift: ClassMove) -> ClassMoved:
    return ClassMoved(shift.before, shift.after, shift.cause, shift.sides)
