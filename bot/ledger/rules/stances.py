"""Answer an entry."""

from bot.ledger.entries import Answer, Entry, Stance
from bot.ledger.record import events as e
from bot.ledger.refusals import BadCredence, ButtonExpired, CredenceContradicts, RewordedMeanwhile
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import Moved
from bot.ledger.rules.entries import require_answerable


def stance_taken(
    entry: Entry,
    person: int,
    answer: Answer,
    credence: int | None,
    before: Stance | None,
    read: int | None = None,
    *,
    meant: bool = False,
) -> Changes:
    """Answer the wording in force. `read` is the wording that the person saw, where that is known.

    `meant` where they were asked about a credence that speaks against their answer, and chose. A click without a
    credence keeps the one given for the same answer; who was asked and chose none has none. Raises RewordedMeanwhile,
    BadCredence, CredenceContradicts and what `require_answerable` raises.
    """
    require_answerable(entry)
    if read is not None and read != entry.wording.number:
        raise RewordedMeanwhile(entry=entry.number, statement=entry.statement or "")
    if credence is not None and not 0 <= credence <= 100:
        raise BadCredence
    if not meant and contradicts(answer, credence):
        statement, wording = entry.statement or "", entry.wording.number
        raise CredenceContradicts(
            entry=entry.number, wording=wording, statement=statement, answer=answer, credence=credence or 0
        )
    current = before is not None and before.counts_for(entry)
    kept = before is not None and (credence == before.credence or (credence is None and not meant))
    if current and kept and before is not None and before.answer is answer:
        return ()
    return (e.StanceTaken(entry.number, person, entry.wording.number, answer, credence),)


def contradicts(answer: Answer, credence: int | None) -> bool:
    """Whether somebody who thinks a statement so likely would rather give the opposite answer."""
    if credence is None:
        return False
    return (answer is Answer.AGREE and credence < 50) or (answer is Answer.DISAGREE and credence > 50)


def stance_taken_back(entry: int, person: int, answer: Answer, moved: Moved) -> Changes:
    """Undo the latest change of one's stance, by which one gave that answer: the one before stands again, or none.

    A stance that a concession moved is taken back with that. Raises ButtonExpired where one has answered again since.
    """
    last, before = moved.last, moved.before
    if not isinstance(last, e.StanceTaken) or last.answer is not answer or last.concession is not None:
        raise ButtonExpired
    if not isinstance(before, e.StanceTaken):
        return (e.StanceWithdrawn(entry, person),)
    return (e.StanceTaken(entry, person, before.wording, before.answer, before.credence),)
