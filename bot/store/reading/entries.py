"""Entries as they stand now."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Entry
from bot.store import tables as t
from bot.store.reading import values
from bot.store.rows import ENTRIES


async def get(session: AsyncSession, debate: int, number: int) -> Entry | None:
    """The entry of that number; None where there is no such entry."""
    entries = await values.find(session, ENTRIES, debate, t.entries.c.number == number)
    return entries[0] if entries else None


async def quoting(session: AsyncSession, debate: int, messages: Collection[int]) -> list[Entry]:
    """All entries that quote one of these messages, whatever has become of them, in their order."""
    return await values.find(session, ENTRIES, debate, t.entries.c.message.in_(messages))
