"""The digests of servers: their schedules, which has a slot due, and by whom it is posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.pauses import Kept, Obstacle, PauseReason, kept, to_keep
from bot.ledger.schedules import CadenceKind, Schedule
from bot.store.prepared import Execute, Prepared
from bot.store.tables import server_digests
from bot.store.waiting.claims import LIMIT, LONGEST_CLAIM, NOW
from bot.store.waiting.slots import AHEAD

Told = Mapping[int, Sequence[int]]
"""What a digest said of each debate, as numbers, by debate."""


@dataclass(frozen=True, slots=True)
class StoredServerDigest:
    """A server's digest: where and when it is posted, why it is paused, if it is, and what the last one said when."""

    guild: int
    channel: int
    schedule: Schedule
    next_slot: datetime
    pause_reason: Kept | None
    obstacle: Obstacle | None
    slot: datetime | None
    """The slot that is open; None where none is."""
    owner: str | None
    posting_since: datetime | None
    attempts: int
    told: Told
    told_at: datetime | None
    sought_in: int | None = None
    """The channel where the message of the open slot is looked for only, as its schedule does not stand any more."""


async def put(
    session: AsyncSession, guild: int, channel: int, schedule: Schedule, next_slot: datetime, at: datetime
) -> None:
    """Set a server's digest, in place of any other; what the last one said stays known.

    A slot whose message may be there is taken from who is posting it, and left to be looked for.
    """
    values = {
        "channel": channel,
        "cadence": schedule.cadence,
        "time": schedule.at,
        "timezone": schedule.timezone,
        "days": list(schedule.days),
        "cron": schedule.cron,
        "next_slot": next_slot,
        "pause_reason": None,
        "obstacle": None,
    }
    stored = insert(server_digests).values(guild=guild, **values)
    await session.execute(stored.on_conflict_do_update(index_elements=["guild"], set_=values | _dropped(at)))


async def get(session: AsyncSession, guild: int) -> StoredServerDigest | None:
    """A server's digest; None where it has none."""
    found = sa.select(server_digests).where(_C.guild == guild)
    row = (await session.execute(found)).one_or_none()
    return _stored(row) if row is not None else None


async def pause(session: AsyncSession, guild: int, reason: PauseReason, at: datetime) -> None:
    """Stop a server's digest until somebody sets it anew.

    A slot whose message may be there is taken from who is posting it, and left to be looked for.
    """
    stopped = sa.update(server_digests).where(_C.guild == guild)
    values = {"pause_reason": to_keep(reason), "obstacle": None, **_dropped(at)}
    await session.execute(stopped.values(values))


async def any_due(execute: Execute, at: datetime, lease: timedelta) -> bool:
    """Whether there are any that `lock_due` would lock, if nobody else has."""
    return bool((await execute(_ANY_DUE, _when(at, lease)))[0][0])


async def lock_due(session: AsyncSession, at: datetime, lease: timedelta, limit: int) -> list[StoredServerDigest]:
    """Lock those with a slot due or open and not taken care of; those that another process has locked are passed over.

    So are taken those that somebody has claimed for longer than a lease can be: their clock has been set back since.
    """
    rows = await session.execute(_DUE, {**_when(at, lease), "at_most": limit})
    return [_stored(row) for row in rows.all()]


def _when(at: datetime, lease: timedelta) -> dict[str, object]:
    return {"claimed_now": at, "longest_claim": at + lease + AHEAD}


async def claim(
    session: AsyncSession, guild: int, slot: datetime, next_slot: datetime, owner: str, until: datetime
) -> None:
    """Claim the slot of a locked one until then, whether it is new or was open."""
    taken = sa.update(server_digests).where(_C.guild == guild)
    values = {"slot": slot, "next_slot": next_slot, "owner": owner, "due_at": until, "attempts": _C.attempts + 1}
    await session.execute(taken.values(values))


async def begin_posting(
    session: AsyncSession, guild: int, slot: datetime, owner: str, since: datetime, until: datetime, telling: Told
) -> bool:
    """Write down since when its message may be there unrecorded, and what that says; the claim lasts until then.

    False where another process has taken it over, or somebody has paused it or set another.
    """
    told = {str(one): list(numbers) for one, numbers in telling.items()}
    values = {"posting_since": sa.func.coalesce(_C.posting_since, since), "due_at": until, "telling": told}
    begun = sa.update(server_digests).where(_open(guild, slot), _C.owner == owner).values(values)
    return await session.scalar(begun.returning(_C.guild)) is not None


async def absent(session: AsyncSession, guild: int, slot: datetime, owner: str) -> bool:
    """No message of an open slot is there. False where it is not to be posted any more, or is another's."""
    mine = _open(guild, slot) & (_C.owner == owner)
    await session.execute(sa.update(server_digests).where(mine, _C.sought_in.is_not(None)).values(_CLOSED))
    stands = sa.update(server_digests).where(mine).values(posting_since=None)
    return await session.scalar(stands.returning(_C.guild)) is not None


async def record_posted(
    session: AsyncSession, guild: int, slot: datetime, owner: str, message: int, at: datetime
) -> bool:
    """Finish a slot with its message; False where it was finished before, or is only looked for, by somebody else."""
    told = {"told": sa.func.coalesce(_C.telling, _C.told), "told_at": sa.func.coalesce(_C.posting_since, at)}
    values = {**told, "message": message, "posted_slot": slot, **_FREE, **_CLOSED}
    mine = _C.sought_in.is_(None) | (_C.owner == owner)
    done = sa.update(server_digests).where(_open(guild, slot), mine).values(values)
    return await session.scalar(done.returning(_C.guild)) is not None


async def message_of(session: AsyncSession, guild: int, slot: datetime) -> int | None:
    """The message that a slot was finished with; None where it was not, or is not the last one."""
    return await session.scalar(sa.select(_C.message).where(_C.guild == guild, _C.posted_slot == slot))


async def finish(session: AsyncSession, guild: int, slot: datetime) -> None:
    """Finish a slot without a message that stands; nothing stands in the way any more."""
    await session.execute(sa.update(server_digests).where(_open(guild, slot)).values({**_FREE, **_CLOSED}))


async def put_off(session: AsyncSession, guild: int, slot: datetime, owner: str, until: datetime) -> None:
    """Leave a slot that cannot be posted now until then."""
    later = sa.update(server_digests).where(_open(guild, slot), _C.owner == owner)
    await session.execute(later.values(due_at=until, owner=None))


async def obstruct(session: AsyncSession, guild: int, slot: datetime, obstacle: Obstacle, until: datetime) -> None:
    """Leave a slot until then, since something stands in its way.

    One that is only looked for is over: nobody can tell whether its message is there.
    """
    await session.execute(sa.update(server_digests).where(_sought(guild, slot)).values(_CLOSED))
    stands = sa.update(server_digests).where(_open(guild, slot))
    values = {"pause_reason": to_keep(obstacle), "obstacle": obstacle.name, "due_at": until, "owner": None}
    await session.execute(stands.values(values))


async def fail(session: AsyncSession, guild: int, slot: datetime, reason: PauseReason, at: datetime) -> None:
    """Pause a server's digest, since one for that slot cannot be made; one that is only looked for is over."""
    over = sa.update(server_digests).where(_sought(guild, slot)).values(_CLOSED).returning(_C.guild)
    if await session.scalar(over) is None and await session.scalar(sa.select(_C.guild).where(_open(guild, slot))):
        await pause(session, guild, reason, at)


async def retry_in_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """Try what something stood in the way of again at that moment."""
    later = sa.update(server_digests).where(_C.guild == guild, _C.obstacle.is_not(None), _C.due_at > at)
    await session.execute(later.values(due_at=at))


_C = server_digests.c
_REASONS = (
    _C.slot.is_(None) & (_C.next_slot <= NOW) & _C.pause_reason.is_(None),
    _C.due_at <= NOW,
    _C.owner.is_not(None) & (_C.due_at > LONGEST_CLAIM),
)
"""Why a digest is due: an index finds each of them, and none finds all at once."""
_ANY_DUE = Prepared(sa.select(sa.or_(*(sa.exists().where(reason) for reason in _REASONS))))
_DUE = (
    sa.select(server_digests)
    .where(sa.or_(*_REASONS))
    .order_by(_C.next_slot)
    .limit(LIMIT)
    .with_for_update(skip_locked=True)
)
_CLOSED = {
    "slot": None,
    "due_at": None,
    "owner": None,
    "posting_since": None,
    "attempts": 0,
    "telling": None,
    "sought_in": None,
}
_FREE = {"pause_reason": sa.case((_C.sought_in.is_(None), None), else_=_C.pause_reason), "obstacle": None}
"""The values of a schedule that nothing stands in the way of, whatever becomes of a slot of an earlier one."""


def _dropped(at: datetime) -> dict[str, object]:
    """The values of a slot whose schedule does not stand any more: it is over, unless its message may be there."""
    begun = _C.posting_since.is_not(None)
    values: dict[str, object] = {name: sa.case((begun, _C[name]), else_=over) for name, over in _CLOSED.items()}
    due = sa.case((_C.owner.is_(None), sa.func.least(_C.due_at, at)), else_=_C.due_at)
    sought_in = sa.func.coalesce(_C.sought_in, _C.channel)
    return values | {"due_at": sa.case((begun, due)), "owner": None, "sought_in": sa.case((begun, sought_in))}


def _sought(guild: int, slot: datetime) -> sa.ColumnElement[bool]:
    return _open(guild, slot) & _C.sought_in.is_not(None)


def _open(guild: int, slot: datetime) -> sa.ColumnElement[bool]:
    return (_C.guild == guild) & (_C.slot == slot)


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredServerDigest:
    return StoredServerDigest(
        guild=row.guild,
        channel=row.channel,
        schedule=Schedule(CadenceKind(row.cadence), row.time, row.timezone, tuple(row.days), row.cron),
        next_slot=row.next_slot,
        pause_reason=kept(row.pause_reason) if row.pause_reason is not None else None,
        obstacle=Obstacle[row.obstacle] if row.obstacle is not None else None,
        slot=row.slot,
        owner=row.owner,
        posting_since=row.posting_since,
        attempts=row.attempts,
        told={int(debate): numbers for debate, numbers in (row.told or {}).items()},
        told_at=row.told_at,
        sought_in=row.sought_in,
    )
