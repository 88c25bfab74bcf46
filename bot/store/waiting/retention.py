"""Since when Crux has lost a debate's channel or server, and which debates it has lost for too long."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import UNSET, Setting
from bot.ledger.ledger import NO_SERVER
from bot.store.prepared import Execute, Prepared
from bot.store.tables import MOMENT, debates, events, server_settings, setting_changes


async def servers(session: AsyncSession) -> list[int]:
    """The servers that debates are kept of. One that came from a file, of no server, is not lost with any."""
    every = sa.select(debates.c.guild).where(debates.c.guild != NO_SERVER).distinct().order_by(debates.c.guild)
    return list((await session.scalars(every)).all())


async def start_for_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """All of a server is lost from now on; what was lost before stays lost since then."""
    lost = sa.update(debates).where(debates.c.guild == guild, debates.c.left_at.is_(None))
    await session.execute(lost.values(left_at=at))


async def start_for_channel(session: AsyncSession, channel: int, at: datetime) -> None:
    """The channel is lost from now on, or since it was lost before."""
    lost = sa.update(debates).where(debates.c.id == channel, debates.c.left_at.is_(None))
    await session.execute(lost.values(left_at=at))


async def stop_for_channels(session: AsyncSession, channels: Collection[int]) -> None:
    """These channels are there."""
    back = sa.update(debates).where(debates.c.id.in_(channels), debates.c.left_at.is_not(None))
    await session.execute(back.values(left_at=None))


_PRIVATE = sa.bindparam("is_private", type_=sa.Boolean)
_ACTIVE = Prepared(
    sa.update(debates)
    .where(
        debates.c.id == sa.bindparam("channel_of", type_=sa.BigInteger),
        debates.c.left_at.is_not(None) | debates.c.private.is_distinct_from(_PRIVATE),
    )
    .values(left_at=sa.null(), private=_PRIVATE)
    .returning(debates.c.id)
)


async def note_active(execute: Execute, channel: int, *, private: bool) -> None:
    """The channel is there, and private or not."""
    await execute(_ACTIVE, {"channel_of": channel, "is_private": private})


async def lost_of(session: AsyncSession, guild: int) -> list[int]:
    """The channels of a server that are lost."""
    lost = sa.select(debates.c.id).where(debates.c.guild == guild, debates.c.left_at.is_not(None))
    return list((await session.scalars(lost.order_by(debates.c.id))).all())


DECIDED_LATELY = timedelta(days=7)
"""For how long after a server has changed how long its debates are kept none of them is deleted for its age."""


async def expired(session: AsyncSession, at: datetime, most_days: int | None) -> int | None:
    """A debate that is kept no longer after its last activity, locked; None where there is no further one.

    For how many days it is kept its server has decided; `most_days` at most, where there is such a limit.
    """
    decided = sa.cast(sa.func.nullif(server_settings.c.kept_days, UNSET), sa.Integer)
    # LEAST passes over what is null: of a limit and a decision it gives the only one that there is.
    days = sa.func.least(decided, sa.literal(most_days, sa.Integer))
    last = sa.select(events.c.at).where(events.c.debate == debates.c.id, events.c.sequence == debates.c.head_sequence)
    lately = sa.exists().where(
        setting_changes.c.guild == debates.c.guild,
        setting_changes.c.setting == Setting.KEPT_DAYS,
        setting_changes.c.at > at - DECIDED_LATELY,
    )
    old = last.scalar_subquery() <= sa.literal(at, MOMENT) - sa.func.make_interval(0, 0, 0, days)
    found = (
        sa.select(debates.c.id)
        .join(server_settings, server_settings.c.guild == debates.c.guild, isouter=most_days is not None)
        .where(days.is_not(None), old, ~lately)
    )
    return await session.scalar(found.limit(1).with_for_update(skip_locked=True, of=debates))


async def lost_since(session: AsyncSession, moment: datetime) -> int | None:
    """A debate that has been lost since that moment or longer, locked; None where there is no further one."""
    overdue = sa.select(debates.c.id).where(debates.c.left_at <= moment).order_by(debates.c.left_at)
    return await session.scalar(overdue.limit(1).with_for_update(skip_locked=True))
