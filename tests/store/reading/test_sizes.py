"""How many schedules there are is told without going through all of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.reading import sizes
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERY, PAUSED = 500, 100
MADE = """
WITH made AS (
    INSERT INTO debates (id, guild, opened_by, opened_at, head_hash)
    SELECT n, 7, 1, now(), '' FROM generate_series(1, :every) n RETURNING id
), met AS (
    INSERT INTO participants (debate, number) SELECT id, 1 FROM made RETURNING debate
)
INSERT INTO schedules (debate, cadence, time, timezone, days, next_slot, set_by, pause_reason)
SELECT debate, 'daily', '12:00', 'UTC', '{}', '2027-01-01', 1, CASE WHEN debate <= :paused THEN 'requested' END FROM met
"""


@pytest.fixture
async def connection(fresh_database: str) -> AsyncIterator[AsyncConnection]:
    """A database with schedules, a fifth of them paused, that PostgreSQL has not analyzed yet."""
    engine = make_engine(fresh_database)
    async with engine.connect() as connection:
        await connection.execute(sa.text(MADE), {"every": EVERY, "paused": PAUSED})
        await connection.commit()
        yield connection
    await engine.dispose()


async def counted(connection: AsyncConnection) -> tuple[int, int]:
    async with Sessions(connection)() as session:
        found = await sizes.sizes(session, NOON)
    return found.running, found.paused


async def test_few_schedules_are_counted(connection: AsyncConnection) -> None:
    assert await counted(connection) == (EVERY - PAUSED, PAUSED)


async def test_of_many_schedules_few_are_read_and_all_are_estimated(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "MOST_COUNTED", 20)
    await rows_read(connection)
    # What was inserted has been written down by now, or it would be counted on top of what is found here.
    await connection.execute(sa.text("ANALYZE schedules"))
    await connection.commit()
    before = await rows_read(connection)

    running, paused = await counted(connection)

    assert await rows_read(connection) - before <= 21
    assert (running, paused) == (EVERY - PAUSED, PAUSED)


async def test_schedules_that_were_not_analyzed_yet_are_at_least_as_many_as_were_counted(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "MOST_COUNTED", 20)

    assert sum(await counted(connection)) > 20


async def rows_read(connection: AsyncConnection) -> int:
    await connection.execute(sa.text("SELECT pg_stat_force_next_flush()"))
    await connection.commit()
    read = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relname = 'schedules'"
    number: int = (await connection.execute(sa.text(read))).scalar_one()
    await connection.commit()
    return number
