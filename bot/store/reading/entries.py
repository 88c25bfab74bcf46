"""Entries as they stand now."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import LARGEST_NUMBER, Entry
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading import values
from bot.store.rows import ENTRIES, goes_on_as


async def get(session: AsyncSession, debate: int, number: int) -> Entry | None:
    """The entry of that number; None where there is no such entry."""
    entries = await values.find(session, ENTRIES, debate, t.entries.c.number == number)
    return entries[0] if entries else None


async def quoting(session: AsyncSession, debate: int, messages: Collection[int]) -> list[Entry]:
    """All entries that quote one of these messages, whatever has become of them, in their order."""
    return await values.find(session, ENTRIES, debate, t.entries.c.message.in_(messages))


async def merged_into(execute: Execute, debate: int, number: int) -> list[int]:
    """The entries that go on as that one, through all merges; none where no entry can have that number."""
    if not 0 < number <= LARGEST_NUMBER:
        return []
    e = t.entries.c
    merged = sa.select(e.number).where(e.debate == debate, e.merged_into.is_not(None), goes_on_as() == number)
    return [row[0] for row in await execute(Prepared(merged.order_by(e.number)), {})]
