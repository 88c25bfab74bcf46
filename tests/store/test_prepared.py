"""The pool of prepared statements gives what a session gives, and is left with no broken connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Prepared, StatementPool, execute_in, opened_pool
from bot.store.sessions import Sessions

SAID = Prepared(
    sa.select(
        sa.bindparam("words", type_=sa.Text),
        sa.bindparam("count", type_=sa.Integer) + 1,
        sa.cast(sa.bindparam("words", type_=sa.Text), sa.Text) == "twice",
    )
)
ITSELF = Prepared(sa.select(sa.func.pg_backend_pid()))
BROKEN = Prepared(sa.select(sa.literal(1) / sa.bindparam("by", type_=sa.Integer)))
LONG = Prepared(sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Float))))


@pytest.fixture
async def pool(fresh_database: str) -> AsyncIterator[StatementPool]:
    async with opened_pool(fresh_database, 1) as pool:
        yield pool


async def test_a_statement_gives_the_same_alone_and_within_a_transaction(
    pool: StatementPool, session: AsyncSession
) -> None:
    for words, count in (("twice", 1), ("ünï", -2)):
        values = {"words": words, "count": count}
        alone, within_it = await pool.execute(SAID, values), await execute_in(session)(SAID, values)
        assert (
            [tuple(row) for row in alone] == [tuple(row) for row in within_it] == [(words, count + 1, words == "twice")]
        )


async def test_a_constant_may_be_null_and_a_value_that_is_not_given_is_an_error(pool: StatementPool) -> None:
    statement = Prepared(sa.select(sa.literal(None, sa.Integer), sa.bindparam("count", type_=sa.Integer)))

    assert [tuple(row) for row in await pool.execute(statement, {"count": 3})] == [(None, 3)]
    with pytest.raises(KeyError):
        statement.in_order({})


async def test_a_connection_is_kept_between_statements(pool: StatementPool) -> None:
    assert (await pool.execute(ITSELF, {}))[0][0] == (await pool.execute(ITSELF, {}))[0][0]


async def test_a_statement_that_fails_costs_no_connection(pool: StatementPool) -> None:
    ((before,),) = await pool.execute(ITSELF, {})
    with pytest.raises(asyncpg.DivisionByZeroError):
        await pool.execute(BROKEN, {"by": 0})
    assert (await pool.execute(ITSELF, {}))[0][0] == before


async def test_a_connection_that_broke_is_replaced(pool: StatementPool, committed_sessions: Sessions) -> None:
    ((backend,),) = await pool.execute(ITSELF, {})
    async with committed_sessions() as session:
        await session.execute(sa.select(sa.func.pg_terminate_backend(backend, 5000)))

    other = backend
    async with asyncio.timeout(10):
        while other == backend:
            # What is sent before this process has heard of it fails.
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                ((other,),) = await pool.execute(ITSELF, {})

    assert other != backend


async def test_a_connection_that_is_known_to_be_broken_costs_no_statement(
    pool: StatementPool, committed_sessions: Sessions
) -> None:
    ((backend,),) = await pool.execute(ITSELF, {})
    async with committed_sessions() as session:
        await session.execute(sa.select(sa.func.pg_terminate_backend(backend, 5000)))
        async with asyncio.timeout(10):
            while pool._pool.get_size():  # until this process has heard of it
                await session.execute(sa.select(1))

    assert (await pool.execute(ITSELF, {}))[0][0] != backend


async def test_a_statement_that_nobody_waits_for_any_more_leaves_room(pool: StatementPool) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pool.execute(LONG, {"seconds": 60.0}), 0.05)
    async with asyncio.timeout(10):
        assert await pool.execute(ITSELF, {})


async def test_as_many_statements_wait_as_there_are_more_than_connections(pool: StatementPool) -> None:
    found = await asyncio.gather(*(pool.execute(ITSELF, {}) for _ in range(20)))
    assert len({row[0] for rows in found for row in rows}) == 1


async def test_a_pool_that_closes_while_a_statement_is_under_way_waits_for_that_and_no_longer(
    fresh_database: str,
) -> None:
    async with opened_pool(fresh_database, 2) as pool:
        await pool.execute(ITSELF, {})
        under_way = asyncio.create_task(pool.execute(LONG, {"seconds": 0.3}))
        await asyncio.sleep(0)  # it has the connection now
        closing = asyncio.get_running_loop().time()

    assert asyncio.get_running_loop().time() - closing < 10
    assert under_way.done()
