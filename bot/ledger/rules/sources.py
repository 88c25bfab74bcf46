"""What becomes of the messages that entries quote."""

from collections.abc import Sequence
from datetime import datetime

from bot.ledger.entries import Entry
from bot.ledger.record import events as e
from bot.ledger.record.erasure import Text, said_of
from bot.ledger.rules import Changes
from bot.ledger.statements import has_passage


def sources_gone(entries: Sequence[Entry], erased: Sequence[Text]) -> Changes:
    """The messages that entries quote were deleted, and these texts with them.

    Each entry says which texts of it went; the first says too which went that are of none of them.
    """
    quoting = [entry.number for entry in entries if not entry.source_deleted]
    texts: dict[int, list[Text]] = {number: [] for number in quoting}
    for text in erased:
        own = text.event.entry
        texts[own if own in texts else quoting[0]].append(text)
    return tuple(e.SourceDeleted(number, said_of(gone)) for number, gone in texts.items())


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
