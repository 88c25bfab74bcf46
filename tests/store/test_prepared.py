"""Statements that stand alone go straight to the driver, and leave nothing broken behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.store.prepared import Lane, Straight, opened_lane, within

SAID = Straight(
    sa.select(
        sa.bindparam("words", type_=sa.Text),
        sa.bindparam("count", type_=sa.Integer) + 1,
        sa.cast(sa.bindparam("words", type_=sa.Text), sa.Text) == "twice",
    )
)
ITSELF = Straight(sa.select(sa.func.pg_backend_pid()))
BROKEN = Straight(sa.select(sa.literal(1) / sa.bindparam("by", type_=sa.Integer)))
LONG = Straight(sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Float))))


@pytest.fixture
async def lane(fresh_database: str) -> AsyncIterator[Lane]:
    async with opened_lane(fresh_database, 1) as lane:
        yield lane


async def test_a_statement_gives_the_same_alone_and_within_a_transaction(lane: Lane, session: AsyncSession) -> None:
    for words, count in (("twice", 1), ("ünï", -2)):
        values = {"words": words, "count": count}
        alone, within_it = await lane.rows(SAID, values), await within(session)(SAID, values)
        assert (
            [tuple(row) for row in alone] == [tuple(row) for row in within_it] == [(words, count + 1, words == "twice")]
        )


async def test_a_connection_is_kept_between_statements(lane: Lane) -> None:
    assert (await lane.rows(ITSELF, {}))[0][0] == (await lane.rows(ITSELF, {}))[0][0]


async def test_a_statement_that_fails_costs_no_connection(lane: Lane) -> None:
    ((before,),) = await lane.rows(ITSELF, {})
    with pytest.raises(asyncpg.DivisionByZeroError):
        await lane.rows(BROKEN, {"by": 0})
    assert (await lane.rows(ITSELF, {}))[0][0] == before


async def test_a_connection_that_broke_is_replaced(
    lane: Lane, committed_sessions: async_sessionmaker[AsyncSession]
) -> None:
    ((backend,),) = await lane.rows(ITSELF, {})
    async with committed_sessions() as session:
        await session.execute(sa.select(sa.func.pg_terminate_backend(backend, 5000)))

    other = backend
    async with asyncio.timeout(10):
        while other == backend:
            # What is sent before this process has heard of it fails.
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                ((other,),) = await lane.rows(ITSELF, {})

    assert other != backend


async def test_a_connection_that_is_known_to_be_broken_costs_no_statement(
    lane: Lane, committed_sessions: async_sessionmaker[AsyncSession]
) -> None:
    ((backend,),) = await lane.rows(ITSELF, {})
    async with committed_sessions() as session:
        await session.execute(sa.select(sa.func.pg_terminate_backend(backend, 5000)))
        async with asyncio.timeout(10):
            while lane._pool.get_size():  # until this process has heard of it
                await session.execute(sa.select(1))

    assert (await lane.rows(ITSELF, {}))[0][0] != backend


async def test_a_statement_that_nobody_waits_for_any_more_leaves_room(lane: Lane) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(lane.rows(LONG, {"seconds": 60.0}), 0.05)
    async with asyncio.timeout(10):
        assert await lane.rows(ITSELF, {})


async def test_as_many_statements_wait_as_there_are_more_than_connections(lane: Lane) -> None:
    found = await asyncio.gather(*(lane.rows(ITSELF, {}) for _ in range(20)))
    assert len({row[0] for rows in found for row in rows}) == 1
