"""The schedules of digests, and which of them have a slot due."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.pauses import Kept, Obstacle, PauseReason, PlacedObstacle, kept, to_keep
from bot.ledger.schedules import CadenceKind, Schedule
from bot.store.prepared import Execute, Prepared, Row
from bot.store.tables import MOMENT, debates, schedules, slots


@dataclass(frozen=True, slots=True)
class StoredSchedule:
    """A debate's schedule: when the next slot is, and why it is paused, if it is."""

    debate: int
    schedule: Schedule
    next_slot: datetime
    pause_reason: Kept | None
    quiet: bool
    obstacle: PlacedObstacle | None = None
    """What the platform says stands in the way; it is tried again by itself. None where a person paused it."""


async def put(
    session: AsyncSession,
    debate: int,
    schedule: Schedule,
    next_slot: datetime,
    set_by: int,
    *,
    quiet: bool = True,
) -> StoredSchedule:
    """Set a debate's schedule, in place of any other; a paused one is resumed. A quiet one skips what moved nothing."""
    values = {
        "cadence": schedule.cadence,
        "time": schedule.at,
        "timezone": schedule.timezone,
        "days": list(schedule.days),
        "cron": schedule.cron,
        "quiet": quiet,
        "pause_reason": None,
        "obstacle": None,
        "obstacle_channel": None,
        "retry_at": None,
        "next_slot": next_slot,
        "set_by": set_by,
    }
    stored = insert(schedules).values(debate=debate, **values)
    await session.execute(stored.on_conflict_do_update(index_elements=["debate"], set_=values))
    return StoredSchedule(debate, schedule, next_slot, None, quiet)


_COLUMNS = tuple(
    schedules.c[name]
    for name in (
        "debate",
        "cadence",
        "time",
        "timezone",
        "days",
        "cron",
        "next_slot",
        "pause_reason",
        "quiet",
        "obstacle",
        "obstacle_channel",
    )
)
_KEPT = Prepared(sa.select(*_COLUMNS).where(schedules.c.debate == sa.bindparam("debate_of", type_=sa.BigInteger)))


async def get(execute: Execute, debate: int) -> StoredSchedule | None:
    """A debate's schedule; None where it has none."""
    rows = await execute(_KEPT, {"debate_of": debate})
    return _stored(rows[0]) if rows else None


async def pause(session: AsyncSession, debate: int, reason: PauseReason) -> None:
    """Stop a schedule until somebody sets it anew; the reason is told to whoever asks."""
    stopped = sa.update(schedules).where(schedules.c.debate == debate)
    await session.execute(stopped.values(pause_reason=to_keep(reason), **_FREE))


_FREE = {"obstacle": None, "obstacle_channel": None, "retry_at": None}
"""The values of a schedule that nothing stands in the way of."""


async def obstruct(session: AsyncSession, debate: int, slot: datetime, obstacle: Obstacle, retry_at: datetime) -> None:
    """Stop a schedule until nothing stands in the way of that slot any more, which is tried at that moment."""
    where = sa.select(slots.c.channel).where(slots.c.debate == debate, slots.c.slot == slot).scalar_subquery()
    told = sa.func.coalesce(schedules.c.obstacle == obstacle.name, sa.false()) & schedules.c.obstacle_told
    stopped = sa.update(schedules).where(schedules.c.debate == debate)
    stands = schedules.c.pause_reason.is_(None) | schedules.c.obstacle.is_not(None)
    values = {"pause_reason": to_keep(obstacle), "obstacle": obstacle.name, "retry_at": retry_at, "obstacle_told": told}
    values |= {"obstacle_channel": where}
    await session.execute(stopped.where(stands).values(values))


async def resume_obstructed(session: AsyncSession, debate: int) -> bool:
    """Nothing stands in the way of a schedule any more; False where nothing did. One that a person paused stays so."""
    free = sa.update(schedules).where(schedules.c.debate == debate, schedules.c.obstacle.is_not(None))
    resumed = free.values(pause_reason=None, **_FREE).returning(schedules.c.debate)
    return await session.scalar(resumed) is not None


async def retry_in_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """Try what was obstructed in a server again at that moment."""
    here = sa.select(debates.c.id).where(debates.c.guild == guild)
    later = sa.update(schedules).where(
        schedules.c.obstacle.is_not(None), schedules.c.retry_at > at, schedules.c.debate.in_(here)
    )
    await session.execute(later.values(retry_at=at))


async def any_due(execute: Execute, at: datetime) -> bool:
    """Whether there may be a schedule that `lock_due` or `take_obstructed` takes."""
    return bool((await execute(_ANY_DUE, {"due_by": at}))[0][0])


async def take_obstructed(session: AsyncSession, at: datetime, retry_at: datetime, limit: int) -> list[int]:
    """The debates whose schedule is to be tried again by now; the next time after this one is `retry_at`."""
    given = {"due_by": at, "at_most": limit, "tried_next": retry_at}
    return list((await session.scalars(_OBSTRUCTED_TAKEN, given)).all())


_TOLD = Prepared(
    sa.update(schedules)
    .where(
        schedules.c.debate == sa.bindparam("debate_of", type_=sa.BigInteger),
        debates.c.id == schedules.c.debate,
        debates.c.guild == sa.bindparam("guild_of", type_=sa.BigInteger),
        schedules.c.obstacle.is_not(None),
        ~schedules.c.obstacle_told,
    )
    .values(obstacle_told=sa.true())
    .returning(schedules.c.obstacle, schedules.c.obstacle_channel)
)


async def tell_obstacle(execute: Execute, debate: int, guild: int) -> PlacedObstacle | None:
    """The obstacle that nobody was told of yet, who from now on is; None where there is none in a debate there."""
    rows = await execute(_TOLD, {"debate_of": debate, "guild_of": guild})
    return PlacedObstacle(Obstacle[rows[0][0]], rows[0][1]) if rows else None


async def lock_due(session: AsyncSession, at: datetime, limit: int) -> list[StoredSchedule]:
    """Lock the schedules with a slot due, and give them; those that another process has locked are passed over.

    So are those with a slot that is claimed and not finished: the next one then tells only what moved since.
    """
    rows = await session.execute(_DUE, {"due_by": at, "at_most": limit})
    return [_stored(row) for row in rows.all()]


_DUE_BY = sa.bindparam("due_by", type_=MOMENT)
_AT_MOST = sa.bindparam("at_most", type_=sa.Integer)
# The state is written out, so that a plan for any values takes the index of the open slots.
_UNFINISHED = sa.exists().where(slots.c.debate == schedules.c.debate, slots.c.state == sa.literal_column("'claimed'"))
_HAS_COME = (schedules.c.next_slot <= _DUE_BY) & schedules.c.pause_reason.is_(None)
_IS_OBSTRUCTED = schedules.c.obstacle.is_not(None) & (schedules.c.retry_at <= _DUE_BY)
_ANY_DUE = Prepared(sa.select(sa.exists().where(_HAS_COME) | sa.exists().where(_IS_OBSTRUCTED)))
_DUE = (
    sa.select(*_COLUMNS)
    .where(_HAS_COME, ~_UNFINISHED)
    .order_by(schedules.c.next_slot)
    .limit(_AT_MOST)
    .with_for_update(skip_locked=True)
)
_OBSTRUCTED = (
    sa.select(schedules.c.debate)
    .where(_IS_OBSTRUCTED)
    .order_by(schedules.c.retry_at)
    .limit(_AT_MOST)
    .with_for_update(skip_locked=True)
    .cte("due")
)
_OBSTRUCTED_TAKEN = (
    sa.update(schedules)
    .where(schedules.c.debate == _OBSTRUCTED.c.debate)
    .values(retry_at=sa.bindparam("tried_next", type_=MOMENT))
    .returning(schedules.c.debate)
)


def _stored(row: Row) -> StoredSchedule:
    debate, cadence, at, timezone, days, cron, next_slot, reason, quiet, obstacle, channel = row
    return StoredSchedule(
        debate,
        Schedule(CadenceKind(cadence), at, timezone, tuple(days), cron),
        next_slot,
        kept(reason) if reason is not None else None,
        quiet,
        PlacedObstacle(Obstacle[obstacle], channel) if obstacle is not None else None,
    )
