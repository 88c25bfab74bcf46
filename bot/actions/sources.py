"""What becomes of the messages that entries quote: they are deleted, edited, or brought along by a command."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import drop
from bot.ledger.entries import Entry
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.erasure import Text, repeated_in, taken_from_messages
from bot.ledger.rules.sources import source_seen, sources_gone
from bot.store.reading import entries, sources
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import drafts
from bot.store.writing import append, debate_rows, erasure


async def messages_deleted(
    sessions: Sessions, guild: int, channel: int, messages: Collection[int], at: datetime
) -> None:
    """Erase what was quoted from deleted messages, and say so on their entries; nothing where nothing was quoted."""
    sessions.answers.drop_drafts(channel, messages)
    async with sessions.begin() as session:
        if not await drafts.forget_of_messages(session, channel, messages):
            return
        # A form may have been on its way with one of them: once the debate is locked, its entry is there.
        head = await _locked(session, guild, channel)
        if head is None:
            return
        quoting = [x for x in await entries.quoting(session, channel, messages) if not x.source_deleted]
        if quoting:
            taken = await _taken(session, channel, quoting)
            await erasure.erase(session, erasure.erasure_of(channel, taken))
            await append.record(session, head, CRUX_ITSELF, sources_gone(quoting, taken), at)
    drop(sessions, channel)


async def message_seen(
    sessions: Sessions,
    guild: int,
    channel: int,
    message: int,
    text: str | None,
    edited_at: datetime | None,
    at: datetime,
) -> None:
    """Flag a message's entries as edited since, and passages that are no longer in it; `text` where it is known."""
    async with sessions.begin() as session:
        quoting = await entries.quoting(session, channel, (message,))
        if not any(source_seen(entry, text, edited_at) for entry in quoting):
            return
        head = await _locked(session, guild, channel)
        if head is None:
            return
        # Read again now that the debate is locked: another process may have heard of the same edit.
        quoting = await entries.quoting(session, channel, (message,))
        changes = [change for entry in quoting for change in source_seen(entry, text, edited_at)]
        if changes:
            await append.record(session, head, CRUX_ITSELF, changes, at)


async def _locked(session: AsyncSession, guild: int, channel: int) -> Head | None:
    head = await debate_rows.lock(session, channel)
    return head if head is not None and head.debate.guild == guild else None


async def _taken(session: AsyncSession, debate: int, quoting: Sequence[Entry]) -> list[Text]:
    """The texts that were taken from the messages of these entries, and the concessions that only repeat them."""
    numbers = [entry.number for entry in quoting]
    messages = {entry.source.message for entry in quoting if entry.source is not None}
    events = await sources.worded(session, debate, numbers) + await sources.defining(session, debate, messages)
    texts = taken_from_messages(quoting, events)
    return texts + repeated_in(await sources.conceding(session, debate, numbers), texts)
