"""Databases for tests: a real PostgreSQL for each worker, built by the migrations.

As a rule a test takes `session` or `sessions`: one connection, whose outer transaction is rolled back at the end.
Where several connections must see each other's commits (claims, locks, crashes), take `committed_sessions`: a clone.
TEST_DATABASE_URL names a server to use instead of the embedded one; its user must be allowed to make databases.
TEST_POSTGRES_PROGRAMS names a folder with another PostgreSQL's initdb and postgres: then only the tests that meet a
database run, on a server of that version.
"""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bot.embedded.binaries import binaries
from bot.embedded.server import EmbeddedPostgres
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import upgrade

# How long an example takes says how busy the machine is, and nothing about Crux.
settings.register_profile("crux", deadline=None)
settings.load_profile("crux")


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder with the initdb and postgres that the tests run on."""
    return other_programs() or binaries()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> Iterator[str]:
    """The address of a database to make others from."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with EmbeddedPostgres(tmp_path_factory.mktemp("server"), fsync=False, programs=programs) as embedded:
        yield embedded.url


def other_programs() -> Path | None:
    """The folder of another PostgreSQL, where the tests are to run on one."""
    named = os.environ.get("TEST_POSTGRES_PROGRAMS")
    return Path(named) if named else None


def pytest_report_header() -> str:
    """Which PostgreSQL the tests run on."""
    if os.environ.get("TEST_DATABASE_URL"):
        return "PostgreSQL: the one of TEST_DATABASE_URL"
    programs = other_programs() or binaries()
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return f"PostgreSQL: {told.stdout.strip()}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another PostgreSQL, what meets no database would only be run twice."""
    if other_programs() is None:
        return
    met = [item for item in items if "programs" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in met])
    items[:] = met


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a database that the migrations built, with nothing in it; nobody stays connected to it."""
    name = _new_name()
    asyncio.run(_run(server, f"CREATE DATABASE {name}"))
    try:
        upgrade(_address(server, name))
        yield name
    finally:
        asyncio.run(_run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
async def engine(server: str, template: str) -> AsyncIterator[AsyncEngine]:
    """An engine on the database that all tests of this worker share, and none of them commits to."""
    name = await _clone(server, template)
    engine = make_engine(_address(server, name))
    try:
        yield engine
    finally:
        await engine.dispose()
        await _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection whose transaction is rolled back; what a commit would still have checked is checked before."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        # Alone on its connection, a test sees one moment anyway; what asks for that may then do so in the midst of it.
        await connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        yield connection
        await connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        await transaction.rollback()


@pytest.fixture
def sessions(connection: AsyncConnection) -> Sessions:
    """Sessions whose commits are savepoints on one connection: use one at a time."""
    return Sessions(connection, join_transaction_mode="create_savepoint")


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """One unit of work, rolled back."""
    async with sessions() as session:
        yield session


@pytest.fixture
async def fresh_database(server: str, template: str) -> AsyncIterator[str]:
    """The address of an empty database of this test's own."""
    async with cloned(server, template) as address:
        yield address


@pytest.fixture
async def committed_sessions(fresh_database: str) -> AsyncIterator[Sessions]:
    """Sessions that commit, each on a connection of its own, in a database of this test's own."""
    engine = make_engine(fresh_database)
    yield Sessions(engine)
    await engine.dispose()


@asynccontextmanager
async def cloned(server: str, template: str) -> AsyncIterator[str]:
    """The address of an empty database, for as long as it is wanted."""
    name = await _clone(server, template)
    yield _address(server, name)
    await _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _new_name() -> str:
    return f"crux_test_{uuid4().hex[:12]}"


def _address(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


async def _clone(server: str, template: str) -> str:
    name = _new_name()
    await _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return name


async def _run(server: str, statement: str) -> None:
    engine = make_engine(server, pool_size=1).execution_options(isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(sa.text(statement))
    await engine.dispose()
