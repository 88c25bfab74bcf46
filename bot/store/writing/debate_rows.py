"""Debates: make one, lock one, delete one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.chain import GENESIS
from bot.store.reading.debates import Head, head_from
from bot.store.tables import debates, imports, suggestions


async def lock(session: AsyncSession, debate: int) -> Head | None:
    """The debate, locked until the transaction ends; None where there is no debate, or it was never opened."""
    row = (await session.execute(_locking(debate))).one_or_none()
    return head_from(row) if row is not None and row.head_sequence else None


async def create(session: AsyncSession, debate: int, guild: int, at: datetime, *, private: bool | None = None) -> Head:
    """A debate without events yet, locked; another transaction's where two create it concurrently."""
    values = {"id": debate, "guild": guild, "opened_by": CRUX_ITSELF, "opened_at": at, "head_hash": GENESIS}
    fresh = insert(debates).values(values | {"private": private})
    await session.execute(fresh.on_conflict_do_nothing())
    return await lock_row(session, debate)


async def lock_row(session: AsyncSession, debate: int) -> Head:
    """A debate that has a row, opened or not, locked until the transaction ends."""
    return head_from((await session.execute(_locking(debate))).one())


def _locking(debate: int) -> sa.Select[tuple[object, ...]]:
    # Not FOR UPDATE: whoever claims a slot of the debate looks at its key, and must not wait for a writer who may
    # himself be waiting for the schedule that is being claimed.
    return sa.select(debates).where(debates.c.id == debate).with_for_update(key_share=True)


async def mark_imported(session: AsyncSession, debate: int) -> None:
    """Write down that all events which a debate has by now came from a file, at this moment."""
    its_head = sa.select(debates.c.id, sa.func.now(), debates.c.head_sequence, debates.c.head_hash)
    columns = (imports.c.debate, imports.c.at, imports.c.events, imports.c.hash)
    await session.execute(sa.insert(imports).from_select(columns, its_head.where(debates.c.id == debate)))


async def forget(session: AsyncSession, debate: int) -> bool:
    """Delete a debate with its events and everything in it, and what was suggested there; False where there is none."""
    await session.execute(sa.delete(suggestions).where(suggestions.c.channel == debate))
    async with forgetting_allowed(session):
        gone = await session.scalar(sa.delete(debates).where(debates.c.id == debate).returning(debates.c.id))
    return gone is not None


@asynccontextmanager
async def forgetting_allowed(session: AsyncSession) -> AsyncIterator[None]:
    """While what otherwise stays may be deleted."""
    await _allow_forgetting(session, "on")
    yield
    await _allow_forgetting(session, "off")


async def _allow_forgetting(session: AsyncSession, allowed: str) -> None:
    await session.execute(sa.select(sa.func.set_config("crux.forgetting", allowed, True)))
