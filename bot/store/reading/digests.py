"""Digests that were posted."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.ledger import PostedDigest
from bot.store.rows import DIGESTS
from bot.store.tables import digests


async def is_recorded(session: AsyncSession, debate: int, message: int) -> bool:
    """Whether the ledger knows of the digest that this message is."""
    recorded = sa.exists().where(digests.c.debate == debate, digests.c.message == message)
    return bool(await session.scalar(sa.select(recorded)))


async def posted_as(session: AsyncSession, debate: int, message: int) -> PostedDigest | None:
    """The digest of a debate that this message is; None where it is none."""
    wanted = sa.select(*DIGESTS.selected).where(digests.c.debate == debate, digests.c.message == message)
    row = (await session.execute(wanted)).first()
    return DIGESTS.value(*row) if row is not None else None


async def last_upto(session: AsyncSession, debate: int, upto: int) -> int | None:
    """The last event that the latest digest tells of, among those recorded up to an event; None where there is none."""
    last: int | None = await session.scalar(
        sa.select(sa.func.max(digests.c.seen)).where(digests.c.debate == debate, digests.c.sequence <= upto)
    )
    return last


async def last_at(session: AsyncSession, debate: int) -> datetime | None:
    """When the latest digest was posted; None where there is none."""
    at: datetime | None = await session.scalar(sa.select(sa.func.max(digests.c.at)).where(digests.c.debate == debate))
    return at
