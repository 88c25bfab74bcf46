"""The engine, the fixtures that other tests stand on, and the migrations run from code."""

import asyncio
import socket
import subprocess
import sys

import asyncpg
import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.sessions import Sessions
from bot.store.setup.engine import asyncpg_url, is_away, is_refused, make_engine, place_of
from bot.store.setup.migrate import alembic_config, is_newest, upgrade


@pytest.mark.parametrize(
    ("given", "for_asyncpg"),
    [
        ("postgres://ana:pw@db/crux", "postgresql+asyncpg://ana:pw@db/crux"),
        ("postgresql://ana@db:5433/crux?sslmode=require", "postgresql+asyncpg://ana@db:5433/crux?ssl=require"),
        ("postgresql+asyncpg://ana@/crux?host=/run/pg", "postgresql+asyncpg://ana@/crux?host=%2Frun%2Fpg"),
        (
            "postgresql://ana:p%40w@db1,[::1]:5433/crux?target_session_attrs=read-write",
            "postgresql+asyncpg://ana:p%40w@/crux?host=db1%2C%3A%3A1&port=5432%2C5433&target_session_attrs=read-write",
        ),
    ],
)
def test_an_address_is_put_as_asyncpg_wants_it(given: str, for_asyncpg: str) -> None:
    assert asyncpg_url(given) == for_asyncpg


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgres://ana:s3cret@db/crux", ("db", 5432)),
        ("postgresql://ana:s3cret@db:5433/crux", ("db", 5433)),
        ("postgresql+asyncpg://ana@/crux?host=/run/pg", ("/run/pg", 5432)),
        ("postgresql+asyncpg://ana@/crux?host=/run/pg&port=5434", ("/run/pg", 5434)),
        ("postgresql://ana:s3cret@/crux", ("localhost", 5432)),
        ("postgresql://ana:s3cret@db1,db2:5433/crux", ("db1", 5432)),
        ("postgresql://ana:s3cret@db1:5434,db2:5433/crux", ("db1", 5434)),
    ],
)
def test_where_a_database_is_may_be_shown(address: str, place: tuple[str, int]) -> None:
    assert place_of(address) == place


async def test_what_is_away_may_come_back_and_what_refuses_will_not(fresh_database: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"postgresql://ana:s3cret@127.0.0.1:{free.getsockname()[1]}/crux"
    for address, away, refused in (
        (nobody, True, False),
        ("postgresql://ana@/crux?host=/no/such/folder", True, False),
        (make_url(fresh_database).set(database="not_there").render_as_string(hide_password=False), False, True),
        (make_url(fresh_database).set(username="nobody").render_as_string(hide_password=False), False, True),
    ):
        with pytest.raises((OSError, DBAPIError, asyncpg.PostgresError)) as wrong:
            await is_newest(address)
        assert (is_away(wrong.value), is_refused(wrong.value)) == (away, refused)


def test_a_connection_that_breaks_amid_its_beginning_may_be_made_again() -> None:
    doubt = asyncpg.InternalClientError("cannot switch to state 14; another operation (2) is in progress")
    wrapped = DBAPIError("SELECT 1", None, doubt)
    wrapped.__cause__ = doubt

    assert is_away(wrapped)
    assert not is_away(DBAPIError("SELECT 1", None, ArithmeticError()))


async def make_table(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(sa.text("CREATE TABLE left_by_a_test (n int)"))


@pytest.mark.parametrize("_turn", ["first", "second"])
async def test_what_a_test_commits_is_gone_for_the_next(sessions: Sessions, _turn: str) -> None:
    await make_table(sessions)


@pytest.mark.parametrize("_turn", ["first", "second"])
async def test_a_clone_keeps_commits_for_other_connections(committed_sessions: Sessions, _turn: str) -> None:
    await make_table(committed_sessions)
    async with committed_sessions() as one, committed_sessions() as other:
        assert await one.scalar(sa.text("SELECT pg_backend_pid()")) != await other.scalar(
            sa.text("SELECT pg_backend_pid()")
        )
        assert await other.scalar(sa.text("SELECT count(*) FROM left_by_a_test")) == 0


async def test_the_migrations_built_what_tests_use(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.scalar(sa.text("SELECT version_num FROM alembic_version")) is not None


async def test_tables_and_migrations_agree_both_ways(fresh_database: str) -> None:
    await asyncio.to_thread(command.downgrade, alembic_config(fresh_database), "base")
    await asyncio.to_thread(upgrade, fresh_database)
    await asyncio.to_thread(command.check, alembic_config(fresh_database))


def migrated_by_several_processes(address: str) -> list[tuple[str, int]]:
    """What three processes say, and how they end, that migrate at the same time."""
    code = "import sys; from bot.store.setup.migrate import upgrade; upgrade(sys.argv[1])"
    command_line = [sys.executable, "-c", code, address]
    migrating = [subprocess.Popen(command_line, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    return [(process.communicate()[1], process.returncode) for process in migrating]


async def test_several_processes_may_migrate_at_once(fresh_database: str) -> None:
    await asyncio.to_thread(command.downgrade, alembic_config(fresh_database), "base")
    assert await asyncio.to_thread(migrated_by_several_processes, fresh_database) == [("", 0)] * 3


async def test_behind_pgbouncer_no_statement_is_kept(fresh_database: str) -> None:
    engine = make_engine(fresh_database, pgbouncer=True)
    async with engine.connect() as connection:
        for _ in range(2):
            await connection.execute(sa.text("SELECT 1"))
        kept = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1'")
        assert await connection.scalar(kept) == 0
    await engine.dispose()
