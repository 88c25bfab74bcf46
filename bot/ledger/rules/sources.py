"""What becomes of the messages that entries quote."""

from datetime import datetime

from bot.ledger.entries import Entry
from bot.ledger.record import events as e
from bot.ledger.rules import Changes
from bot.ledger.statements import has_passage


def source_gone(entry: Entry) -> Changes:
    """The message that an entry quotes was deleted."""
    return () if entry.source_deleted else (e.SourceDeleted(entry.number),)


def source_seen(entry: Entry, text: str | None, edited_at: datetime | None) -> Changes:
    """The message that an entry quotes as it is now: with its text where that is known, and when it was last edited.

    A passage that is not in it any more is lost for good: it is never looked for anywhere else.
    """
    if entry.source_deleted:
        return ()
    edited = edited_at is not None and edited_at > entry.tagged_at
    lost = text is not None and entry.passage is not None and not has_passage(text, entry.passage)
    return (
        *((e.SourceEdited(entry.number),) if edited and not entry.source_edited else ()),
        *((e.PassageLost(entry.number),) if lost and not entry.orphaned else ()),
    )
