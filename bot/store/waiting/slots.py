"""The slots of schedules that came due: claimed once, and finished once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import UNSET
from bot.store.prepared import Execute, Prepared
from bot.store.tables import MOMENT, debates, schedules, server_settings, slots

MOST_DOUBLED = 20
"""How often the wait between two attempts is doubled at most."""


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that was claimed and not finished."""

    debate: int
    slot: datetime
    claimed_at: datetime
    """When it was first claimed: its digest, if it was posted, is younger."""
    attempts: int
    """How often it was claimed, this time included."""
    posting_begun: bool = False
    """Whether its message may be there already."""


@dataclass(frozen=True, slots=True)
class DueSlot:
    """A slot of a locked schedule, and the one that follows it."""

    debate: int
    slot: datetime
    following: datetime


@dataclass(frozen=True, slots=True)
class FixedSlot:
    """What each attempt for a slot posts in the same way."""

    upto: int
    """The last event that the digest tells of."""
    channel: int | None
    """Where it is posted; None in the debate's own channel."""


async def claim_each(session: AsyncSession, due: Sequence[DueSlot], owner: str, at: datetime) -> frozenset[int]:
    """Claim slots of locked schedules in one statement, and move the schedules on.

    Gives the debates whose slot was not claimed before.
    """
    if not due:
        return frozenset()
    lists = {
        "debates_of": [one.debate for one in due],
        "slots_of": [one.slot for one in due],
        "following": [one.following for one in due],
    }
    return frozenset((await session.scalars(_CLAIMED, lists | {"claimed_by": owner, "claimed_now": at})).all())


def _listed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=ARRAY(kind))


_DUE = (
    sa.func.unnest(_listed("debates_of", sa.BigInteger()), _listed("slots_of", MOMENT), _listed("following", MOMENT))
    .table_valued(sa.column("debate", sa.BigInteger), sa.column("slot", MOMENT), sa.column("following", MOMENT))
    .render_derived("due")
)
_MOVED_ON = sa.update(schedules).where(schedules.c.debate == _DUE.c.debate).values(next_slot=_DUE.c.following)
_CLAIMED_NOW = sa.bindparam("claimed_now", type_=MOMENT)
_CLAIMED = (
    insert(slots)
    .from_select(
        ["debate", "slot", "state", "owner", "first_claimed_at", "claimed_at"],
        sa.select(
            _DUE.c.debate,
            _DUE.c.slot,
            sa.literal_column("'claimed'"),
            sa.bindparam("claimed_by", type_=sa.Text),
            _CLAIMED_NOW,
            _CLAIMED_NOW,
        ),
    )
    .on_conflict_do_nothing()
    .returning(slots.c.debate)
    .add_cte(_MOVED_ON.cte("moved_on"))
)


_WRITTEN_OUT: sa.ColumnElement[str] = sa.literal_column("'claimed'")
"""The state of an open slot: a statement that is planned for any state takes no index of the open slots."""

AHEAD = timedelta(minutes=10)
"""How far the clocks of two processes may differ: only a clock gone wrong has claimed something later than that."""


async def any_stale(execute: Execute, lease: timedelta, at: datetime, patience: int = 1) -> bool:
    """Whether there are slots that `reclaim` would take over, if nobody else does."""
    return bool((await execute(_ANY_STALE, _since(lease, at, patience)))[0][0])


async def reclaim(
    session: AsyncSession, lease: timedelta, owner: str, at: datetime, limit: int, patience: int = 1
) -> list[OpenSlot]:
    """Take over the slots that were claimed and not finished within the lease.

    So are those of a moment that is still far off: the clock that it was read from has been set back since.

    After each further attempt the lease counts twice as long, up to `patience` times: what fails again and again is
    tried less often.
    """
    given = {**_since(lease, at, patience), "claimed_by": owner, "at_most": limit}
    return [OpenSlot(*row) for row in (await session.execute(_RECLAIMED, given)).all()]


def _since(lease: timedelta, at: datetime, patience: int) -> dict[str, object]:
    times = {"lease_seconds": lease.total_seconds(), "most_times": patience}
    return {"claimed_now": at, "a_lease_ago": at - lease, "far_off": at + AHEAD, **times}


# Of ever more attempts, the power is no number any more.
_TIMES = sa.func.least(
    sa.func.power(2, sa.func.least(slots.c.attempts - 1, MOST_DOUBLED)),
    sa.bindparam("most_times", type_=sa.Double),
)
_WAITS_UNTIL = slots.c.claimed_at + sa.func.make_interval(
    0, 0, 0, 0, 0, 0, sa.bindparam("lease_seconds", type_=sa.Double) * _TIMES
)
_IS_OPEN = slots.c.state == _WRITTEN_OUT
_REASONS = (
    _IS_OPEN & (slots.c.claimed_at < sa.bindparam("a_lease_ago", type_=MOMENT)) & (_WAITS_UNTIL < _CLAIMED_NOW),
    _IS_OPEN & (slots.c.claimed_at > sa.bindparam("far_off", type_=MOMENT)),
)
"""Why a slot is to be taken over: an index finds each of them, and none finds both at once."""
_ANY_STALE = Prepared(sa.select(sa.or_(*(sa.exists().where(reason) for reason in _REASONS))))
_STALE = (
    sa.select(slots.c.debate, slots.c.slot)
    .where(sa.or_(*_REASONS))
    .order_by(slots.c.claimed_at)
    .limit(sa.bindparam("at_most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
    .cte("stale")
)
_RECLAIMED = (
    sa.update(slots)
    .where(slots.c.debate == _STALE.c.debate, slots.c.slot == _STALE.c.slot)
    .values(owner=sa.bindparam("claimed_by", type_=sa.Text), claimed_at=_CLAIMED_NOW, attempts=slots.c.attempts + 1)
    .returning(slots.c.debate, slots.c.slot, slots.c.first_claimed_at, slots.c.attempts, slots.c.posting_begun)
)


async def reopen(session: AsyncSession, those: Sequence[int], claimed_at: datetime) -> list[int]:
    """Open the last slot of debates whose digest could not be posted, as if its claim were that old.

    Its digest tells of all that there is by then, and is posted where it is to be by then: but not before an earlier
    attempt's, which may be there, was looked for in its place. Gives the debates that had such a slot.
    """
    each = slots.alias("each")
    last = sa.select(sa.func.max(each.c.slot)).where(each.c.debate == slots.c.debate).correlate(slots).scalar_subquery()
    failed = sa.update(slots).where(slots.c.debate.in_(those), slots.c.state == "failed", slots.c.slot == last)
    anew = {"claimed_at": claimed_at, "seen": sa.case((slots.c.posting_begun, slots.c.seen), else_=None)}
    reopened = failed.values(state="claimed", **anew).returning(slots.c.debate)
    return list((await session.scalars(reopened)).all())


async def renew(execute: Execute, debate: int, slot: datetime, owner: str, at: datetime) -> bool:
    """Renew the lease of a claimed slot, since its message is about to be posted.

    False where another process has taken it over or finished it.
    """
    return bool(await execute(_RENEWED, {"of_debate": debate, "of_slot": slot, "owned_by": owner, "renewed_at": at}))


async def fix(execute: Execute, debate: int, slot: datetime, head: int) -> FixedSlot | None:
    """What the digest of a slot tells of and where it is posted, fixed at its first attempt; None where it is finished.

    Where the server has a channel for digests it is posted there, but for a debate that is private, or may be.
    """
    rows = await execute(_FIXED, {"of_debate": debate, "of_slot": slot, "first_upto": head})
    return FixedSlot(*rows[0]) if rows else None


async def message_of(session: AsyncSession, debate: int, slot: datetime) -> int | None:
    """The message that a slot was finished with; None where it has none."""
    return await session.scalar(sa.select(slots.c.message).where(slots.c.debate == debate, slots.c.slot == slot))


async def absent(session: AsyncSession, debate: int, slot: datetime, owner: str, claimed_at: datetime) -> bool:
    """No message of a claimed slot is there. False where it is not posted as it was fixed.

    One that was dropped is over. One that something stood in the way of is fixed anew by its next attempt, as if its
    claim were that old.
    """
    obstructed = sa.exists().where(schedules.c.debate == debate, schedules.c.obstacle.is_not(None))
    known = sa.update(slots).where(_open(debate, slot), slots.c.owner == owner)
    values = {
        "posting_begun": False,
        "dropped": False,
        "state": sa.case((slots.c.dropped, "silent"), else_=slots.c.state),
        "seen": sa.case((obstructed, None), else_=slots.c.seen),
        "claimed_at": sa.case((obstructed, claimed_at), else_=slots.c.claimed_at),
    }
    as_it_was = (slots.c.state == "claimed") & slots.c.seen.is_not(None)
    return bool(await session.scalar(known.values(values).returning(as_it_was)))


async def record_posted(session: AsyncSession, debate: int, slot: datetime, owner: str, message: int) -> bool:
    """Finish a slot with its message; False where it was finished before, or dropped and taken from that owner."""
    mine = ~slots.c.dropped | (slots.c.owner == owner)
    done = sa.update(slots).where(_open(debate, slot), mine).values(state="posted", message=message)
    return await session.scalar(done.returning(slots.c.slot)) is not None


async def record_silent(session: AsyncSession, debate: int, slot: datetime) -> bool:
    """Finish a slot without a digest, since nothing moved; False where it was finished before."""
    done = sa.update(slots).where(_open(debate, slot)).values(state="silent").returning(slots.c.slot)
    return await session.scalar(done) is not None


async def drop_open(session: AsyncSession, debate: int) -> None:
    """Post no digest of a debate's slots any more: their schedule does not stand.

    Slots whose message may be there are taken from who is posting them and left to be looked for, the others are
    finished.
    """
    begun = slots.c.posting_begun
    open_ones = slots.c.state.in_(("claimed", "failed")) & begun | (slots.c.state == "claimed")
    values = {"state": sa.case((begun, "claimed"), else_="silent"), "dropped": begun, "owner": NOBODY}
    await session.execute(sa.update(slots).where(slots.c.debate == debate, open_ones).values(values))


NOBODY = ""
"""The owner of a slot that was taken from its owner."""


async def record_failed(session: AsyncSession, debate: int, slot: datetime) -> bool:
    """Finish a slot whose digest cannot be posted; False where its schedule need not know: it was finished before, or
    it was dropped, and nobody can tell whether its message is there."""
    state = sa.case((slots.c.dropped, "silent"), else_="failed")
    done = sa.update(slots).where(_open(debate, slot)).values(state=state).returning(slots.c.state)
    return bool(await session.scalar(done) == "failed")


def _open(debate: int, slot: datetime) -> sa.ColumnElement[bool]:
    return (slots.c.debate == debate) & (slots.c.slot == slot) & (slots.c.state == "claimed")


_OPEN = (
    (slots.c.debate == sa.bindparam("of_debate"))
    & (slots.c.slot == sa.bindparam("of_slot", type_=MOMENT))
    & (slots.c.state == _WRITTEN_OUT)
)
_RENEWED = Prepared(
    sa.update(slots)
    .where(_OPEN, slots.c.owner == sa.bindparam("owned_by"))
    .values(claimed_at=sa.bindparam("renewed_at", type_=MOMENT), posting_begun=sa.true())
    .returning(slots.c.slot)
)
_NUMBER = sa.cast(sa.func.nullif(server_settings.c.digest_channel, UNSET), sa.BigInteger)
_CHANNEL_NOW = (
    sa.select(sa.func.nullif(_NUMBER, debates.c.id))
    .where(debates.c.id == slots.c.debate, debates.c.guild == server_settings.c.guild, ~debates.c.private)
    .correlate(slots)
    .scalar_subquery()
)
_FIXED = Prepared(
    sa.update(slots)
    .where(_OPEN)
    .values(
        seen=sa.func.coalesce(slots.c.seen, sa.bindparam("first_upto", type_=sa.Integer)),
        channel=sa.case((slots.c.seen.is_(None), _CHANNEL_NOW), else_=slots.c.channel),
    )
    .returning(slots.c.seen, slots.c.channel)
)
