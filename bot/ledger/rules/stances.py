"""Answer an entry."""

from bot.ledger.entries import Answer, Entry, Stance
from bot.ledger.record import events as e
from bot.ledger.refusals import BadCredence, RewordedMeanwhile
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_answerable


def stance_taken(
    entry: Entry,
    person: int,
    answer: Answer,
    credence: int | None,
    before: Stance | None,
    read: int | None = None,
) -> Changes:
    """Answer the wording in force. `read` is the wording that the person saw, where that is known.

    A click without a credence keeps the one given for the same answer. Raises RewordedMeanwhile, BadCredence and what
    `require_answerable` raises.
    """
    require_answerable(entry)
    if read is not None and read != entry.wording.number:
        raise RewordedMeanwhile(entry=entry.number, statement=entry.statement or "")
    if credence is not None and not 0 <= credence <= 100:
        raise BadCredence
    current = before is not None and before.counts_for(entry)
    if current and before is not None and before.answer is answer and credence in (None, before.credence):
        return ()
    return (e.StanceTaken(entry.number, person, entry.wording.number, answer, credence),)
