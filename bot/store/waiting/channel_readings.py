"""When channels' messages were last read for suggestions: each reading asks the platform for all of them."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import channel_readings

READ_AGAIN = timedelta(minutes=1)
"""How long after a channel was read it is read again at the earliest."""

_C = channel_readings.c


async def begin(session: AsyncSession, channel: int, at: datetime) -> bool:
    """Write down that a channel is read now; False where it was read lately, by any process.

    One that was read later than now was read by a clock that has been set back since.
    """
    read = insert(channel_readings).values(channel=channel, at=at)
    not_lately = (_C.at <= at - READ_AGAIN) | (_C.at > at)
    begun = read.on_conflict_do_update(index_elements=["channel"], set_={"at": at}, where=not_lately)
    return await session.scalar(begun.returning(_C.channel)) is not None


async def forget(session: AsyncSession, at: datetime) -> None:
    """Forget the readings that keep nobody from reading any more."""
    await session.execute(sa.delete(channel_readings).where(_C.at <= at - READ_AGAIN))
