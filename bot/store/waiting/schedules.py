"""The schedules of digests, and which of them have a slot due."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.schedules import CadenceKind, Schedule
from bot.store.tables import schedules, slots


@dataclass(frozen=True, slots=True)
class StoredSchedule:
    """A debate's schedule: when the next slot is, and why it is paused, if it is."""

    debate: int
    schedule: Schedule
    next_slot: datetime
    pause_reason: str | None
    quiet: bool


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
        "next_slot": next_slot,
        "set_by": set_by,
    }
    stored = insert(schedules).values(debate=debate, **values)
    await session.execute(stored.on_conflict_do_update(index_elements=["debate"], set_=values))
    return StoredSchedule(debate, schedule, next_slot, None, quiet)


async def get(session: AsyncSession, debate: int) -> StoredSchedule | None:
    """A debate's schedule; None where it has none."""
    row = (await session.execute(sa.select(schedules).where(schedules.c.debate == debate))).one_or_none()
    return _stored(row) if row is not None else None


async def pause(session: AsyncSession, debate: int, reason: str) -> None:
    """Stop a schedule; the reason is shown to whoever asks."""
    await session.execute(sa.update(schedules).where(schedules.c.debate == debate).values(pause_reason=reason))


async def lock_due(session: AsyncSession, at: datetime, limit: int) -> list[StoredSchedule]:
    """Lock the schedules with a slot due, and give them; those that another process has locked are passed over.

    So are those with a slot that is claimed and not finished: the next one then tells only what moved since.
    """
    unfinished = sa.exists().where(slots.c.debate == schedules.c.debate, slots.c.state == "claimed")
    due = (
        sa.select(schedules)
        .where(schedules.c.next_slot <= at, schedules.c.pause_reason.is_(None), ~unfinished)
        .order_by(schedules.c.next_slot)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_stored(row) for row in (await session.execute(due)).all()]


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredSchedule:
    schedule = Schedule(CadenceKind(row.cadence), row.time, row.timezone, tuple(row.days), row.cron)
    return StoredSchedule(row.debate, schedule, row.next_slot, row.pause_reason, row.quiet)
