"""Debates: make one, lock one, delete one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import CRUX_ITSELF
from bot.ledger.record.chain import GENESIS
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_from, head_of
from bot.store.tables import MOMENT, debates, requests


async def lock(session: AsyncSession, debate: int) -> Head | None:
    """The debate, held until the transaction ends; None where there is none, or one that was never opened."""
    row = (await session.execute(_holding(debate))).one_or_none()
    return head_from(row) if row is not None and row.head_sequence else None


async def lock_for(session: AsyncSession, debate: int, request: int, at: datetime) -> tuple[bool, Head | None]:
    """Hold the debate, and then write a request down as done, all in one statement.

    Gives whether the request is new (where another transaction is just doing it, its end is waited for), and the
    debate, or None as in `lock`; then nothing is written.
    """
    row = (await session.execute(_HELD_AND_DONE, {"request": request, "at": at, "debate_held": debate})).one_or_none()
    return (row.is_new, head_of(row[:HEAD_COLUMNS])) if row is not None else (True, None)


_HELD = sa.select(*HEAD).where(debates.c.id == sa.bindparam("debate_held")).with_for_update(key_share=True).cte("held")


# The debate before the request, as in a statement that goes on from a head (`at_once`): nobody waits in a circle.
_DONE = (
    insert(requests)
    .from_select(
        ["id", "at"],
        sa.select(sa.bindparam("request", type_=sa.BigInteger), sa.bindparam("at", type_=MOMENT)).select_from(_HELD),
    )
    .on_conflict_do_nothing()
    .returning(requests.c.id)
    .cte("done")
)


_HELD_AND_DONE = sa.select(_HELD, sa.exists(sa.select(_DONE)).label("is_new"))


async def create(session: AsyncSession, debate: int, guild: int, at: datetime) -> Head:
    """A debate without events yet, held; the one of another transaction where two are made at once."""
    fresh = insert(debates).values(id=debate, guild=guild, opened_by=CRUX_ITSELF, opened_at=at, head_hash=GENESIS)
    await session.execute(fresh.on_conflict_do_nothing())
    return await held(session, debate)


async def held(session: AsyncSession, debate: int) -> Head:
    """A debate that exists, opened or not, held until the transaction ends."""
    return head_from((await session.execute(_holding(debate))).one())


def _holding(debate: int) -> sa.Select[tuple[object, ...]]:
    # Not FOR UPDATE: whoever claims a slot of the debate looks at its key, and must not wait for a writer who may
    # himself be waiting for the schedule that is being claimed.
    return sa.select(debates).where(debates.c.id == debate).with_for_update(key_share=True)


async def forget(session: AsyncSession, debate: int) -> bool:
    """Delete a debate with its events and all that stands in it; False where there is none."""
    await _allow_forgetting(session, "on")
    gone = await session.scalar(sa.delete(debates).where(debates.c.id == debate).returning(debates.c.id))
    await _allow_forgetting(session, "off")
    return gone is not None


async def _allow_forgetting(session: AsyncSession, allowed: str) -> None:
    await session.execute(sa.select(sa.func.set_config("crux.forgetting", allowed, True)))
