"""The stances of a debate that stand, some at a time."""

from collections.abc import AsyncIterator, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Stance
from bot.store.arrays import as_array
from bot.store.reading import values
from bot.store.rows import STANCES
from bot.store.tables import stances

BATCH = 1000
"""How many are read at a time."""


async def stream(session: AsyncSession, debate: int, entries: Sequence[int] | None = None) -> AsyncIterator[Stance]:
    """The stances of a debate by entry and person; of these entries alone, where they are given."""
    of_entries = () if entries is None else (stances.c.entry == sa.any_(as_array(entries)),)
    after: Stance | None = None
    while batch := await page(session, debate, after, *of_entries):
        for stance in batch:
            yield stance
        if len(batch) < BATCH:
            return
        after = batch[-1]


async def page(
    session: AsyncSession, debate: int, after: Stance | None, *conditions: sa.ColumnElement[bool]
) -> list[Stance]:
    """The next stances behind one that meet the conditions; the first ones, where it is None."""
    key = sa.tuple_(stances.c.entry, stances.c.person)
    behind = () if after is None else (key > sa.tuple_(sa.literal(after.entry), sa.literal(after.person)),)
    return await values.find(session, STANCES, debate, *conditions, *behind, most=BATCH)
