"""Requests that were done: the platform may deliver one twice, and several processes may receive it."""

from datetime import datetime

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute, Prepared
from bot.store.tables import MOMENT, requests


async def write_down(execute: Execute, request: int, at: datetime) -> bool:
    """Write a request down as done; False where it was before, or given up.

    Where another transaction is just doing it, its end is waited for.
    """
    return bool(await execute(_WRITTEN_DOWN, {"request": request, "done_at": at}))


async def is_known(execute: Execute, request: int) -> bool:
    """Whether a request was done, or given up."""
    return bool(await execute(_RECORDED, {"request": request}))


_ID = sa.bindparam("request", type_=sa.BigInteger)
_WRITTEN_DOWN = Prepared(
    insert(requests)
    .values(id=_ID, at=sa.bindparam("done_at", type_=MOMENT))
    .on_conflict_do_nothing()
    .returning(requests.c.id)
)
_RECORDED = Prepared(sa.select(requests.c.id).where(requests.c.id == _ID))


def was_repeated(error: Exception) -> bool:
    """Whether a statement failed since its request was done before, or given up."""
    cause = error.orig.__cause__ if isinstance(error, IntegrityError) and error.orig is not None else error
    return isinstance(cause, asyncpg.UniqueViolationError) and cause.constraint_name == requests.primary_key.name


async def give_up(session: AsyncSession, request: int, at: datetime) -> bool:
    """Write a request down as one that nobody does any more; False where it was done before.

    Where a transaction is just doing it, its end is waited for.
    """
    given_up = insert(requests).values(id=request, at=at, done=False).on_conflict_do_nothing().returning(requests.c.id)
    if await session.scalar(given_up) is not None:
        return True
    return not await session.scalar(sa.select(requests.c.done).where(requests.c.id == request))


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    """Forget requests that are too old to be delivered again."""
    await session.execute(sa.delete(requests).where(requests.c.at < moment))
