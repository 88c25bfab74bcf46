"""What becomes of the messages that entries quote: deleted, edited, or seen again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import let_go
from bot.ledger.entries import CRUX_ITSELF, Entry
from bot.ledger.record.erasure import Text, repeated_in, taken_from_message
from bot.ledger.rules.sources import source_gone, source_seen
from bot.store.reading import entries, sources
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import drafts
from bot.store.writing import append, debate_rows, erasure


async def messages_deleted(
    sessions: Sessions, guild: int, channel: int, messages: Collection[int], at: datetime
) -> None:
    """Erase what was quoted from deleted messages, and say so on their entries; nothing where they bear none."""
    async with sessions.begin() as session:
        if not await drafts.forget_of_messages(session, channel, messages):
            return
        # A form may have been on its way with one of them: whoever tags holds the debate, so its entry is there now.
        head = await _held(session, guild, channel)
        if head is None:
            return
        found = [x for x in await entries.quoting(session, channel, messages) if not x.source_deleted]
        if found:
            await erasure.erase(session, channel, await _taken(session, channel, found))
            changes = [change for entry in found for change in source_gone(entry)]
            await append.record(session, head, CRUX_ITSELF, changes, at)
    let_go(sessions, channel)


async def message_seen(
    sessions: Sessions,
    guild: int,
    channel: int,
    message: int,
    text: str | None,
    edited_at: datetime | None,
    at: datetime,
) -> None:
    """Say on a message's entries that it was edited since, and which passages it has lost; `text` where it is known."""
    async with sessions.begin() as session:
        borne = await entries.quoting(session, channel, (message,))
        if not any(source_seen(entry, text, edited_at) for entry in borne):
            return
        head = await _held(session, guild, channel)
        if head is None:
            return
        # Looked at again now that the debate is held: another process may have been told of the same edit.
        borne = await entries.quoting(session, channel, (message,))
        changes = [change for entry in borne for change in source_seen(entry, text, edited_at)]
        if changes:
            await append.record(session, head, CRUX_ITSELF, changes, at)


async def _held(session: AsyncSession, guild: int, channel: int) -> Head | None:
    head = await debate_rows.lock(session, channel)
    return head if head is not None and head.debate.guild == guild else None


async def _taken(session: AsyncSession, debate: int, found: Sequence[Entry]) -> list[Text]:
    """The texts that were taken from the messages of these entries."""
    texts: list[Text] = []
    by_message: dict[int, list[Entry]] = {}
    for entry in found:
        if entry.source is not None:
            by_message.setdefault(entry.source.message, []).append(entry)
    for message, quoting in by_message.items():
        told = await sources.worded(session, debate, [entry.number for entry in quoting])
        told += await sources.defining(session, debate, message)
        texts += taken_from_message(told, [entry.passage for entry in quoting if entry.passage])
    concessions = await sources.conceding(session, debate, [entry.number for entry in found])
    return texts + repeated_in(concessions, texts)
