"""What a database is like: looked at on a real one, by roles that may do more or less."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.store.setup.engine import make_engine
from bot.store.setup.inspection import inspect
from bot.store.setup.migrate import newest_revision

SECOND = timedelta(seconds=1)


@pytest.fixture
async def reader(fresh_database: str) -> AsyncIterator[str]:
    """The address of the database for a role that may only read."""
    engine = make_engine(fresh_database)
    async with engine.begin() as connection:
        await connection.execute(sa.text("CREATE ROLE crux_reader LOGIN"))
        await connection.execute(sa.text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO crux_reader"))
    yield make_url(fresh_database).set(username="crux_reader").render_as_string(hide_password=False)
    async with engine.begin() as connection:
        await connection.execute(sa.text("DROP OWNED BY crux_reader"))
        await connection.execute(sa.text("DROP ROLE crux_reader"))
    await engine.dispose()


async def test_a_migrated_database_is_as_crux_wants_it(fresh_database: str) -> None:
    facts = await inspect(fresh_database, datetime.now(UTC))

    assert 15 <= facts.version <= 18
    assert facts.revision == facts.newest_revision == newest_revision()
    assert (facts.is_replica, facts.may_create, facts.may_write) == (False, True, True)
    assert abs(facts.clock_ahead) < 60 * SECOND
    assert facts.size > 1_000_000
    assert facts.connections_free > 0
    assert facts.encoding == "UTF8"
    assert facts.character_type.startswith(("C.", "en_US."))


async def test_a_clock_that_is_behind_is_seen(fresh_database: str) -> None:
    facts = await inspect(fresh_database, datetime.now(UTC) - timedelta(hours=1))
    assert timedelta(minutes=59) < facts.clock_ahead < timedelta(minutes=61)


async def test_a_role_that_may_only_read_is_seen(reader: str) -> None:
    facts = await inspect(reader, datetime.now(UTC))
    assert (facts.may_create, facts.may_write) == (False, False)
