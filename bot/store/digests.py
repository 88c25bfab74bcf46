"""Digests that were posted."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import digests


async def is_recorded(session: AsyncSession, debate: int, message: int) -> bool:
    """Whether the ledger knows of the digest that this message is."""
    known = sa.exists().where(digests.c.debate == debate, digests.c.message == message)
    return bool(await session.scalar(sa.select(known)))
