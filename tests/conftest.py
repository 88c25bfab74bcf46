"""Databases for tests: a real PostgreSQL for each worker, built by the migrations.

As a rule a test takes `session` or `sessions`: one connection, whose outer transaction is rolled back at the end.
Where several connections must see each other's commits (claims, locks, crashes), take `committed_sessions`: a clone.
TEST_DATABASE_URL names a server to use instead of the embedded one; its user must be allowed to make databases.
TEST_POSTGRES_PROGRAMS names a folder with another PostgreSQL's initdb and postgres: then the tests that meet a database
run on a server of that version, but for those whose statements other tests have brought there (ONCE_IS_ENOUGH).
"""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from simcord.env import Env
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bot.embedded.binaries import binaries
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import in_bulk, spare_what_is_there
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import upgrade
from tests.databases import Clone, Clones, address_of, copied, drop, new_name, run
from tests.in_memory import folder_in_memory
from tests.loopback.readiness import ready_after
from tests.process.forked import RUNNING

# The simulated Discord looks so often (in seconds) whether the bot has done all: with its own 0.05, tests wait idly,
# and each look goes through all tasks and timers. Where a task ends, it looks at once anyway.
LOOKS_AFTER = 0.01
Env._settle_internal.__kwdefaults__["idle"] = LOOKS_AFTER
Env.settle.__defaults__ = (None, LOOKS_AFTER)

# The loopback Discord and the bot share an event loop, where one server follows upon another at once.
ready_after(0.02)

# How long an example takes says how busy the machine is, and nothing about Crux.
settings.register_profile("crux", deadline=None)
settings.load_profile("crux")


def pytest_configure() -> None:
    # A shell that starts a job in the background has it ignore Ctrl-C, and so would all processes that tests start.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """End what a test that failed left running: it would take the machine from the tests after it."""
    for process in RUNNING:
        process.kill()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Have it not look for any while the tests are imported: hardly anything of that is garbage."""
    with in_bulk():
        return (yield)


def pytest_collection_finish() -> None:
    """Have Python look for garbage as seldom as in a running bot."""
    spare_what_is_there()


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
    # On a disk, a quarter of the processors' time would go into files of databases that are made and dropped.
    with (
        folder_in_memory(tmp_path_factory.mktemp("server")) as folder,
        EmbeddedPostgres(folder, fsync=False, programs=programs) as embedded,
    ):
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


ONCE_IS_ENOUGH = {
    "tests/actions/test_every_operation.py": "its actions in any order, and tests/walls/test_actions.py asks for each",
    "tests/actions/test_verify.py::test_every_column": "the same statements as the other tests there; Python compares",
    "tests/chaos/test_chaos.py::test_nothing_is_lost_and_nothing_doubled[12": "another seed of what the first one does",
    "tests/cogs/": "what a command asks of the database are actions, and tests/walls/test_actions.py asks for each",
    "tests/demo/": "a debate through the commands of tests/cogs",
    "tests/discord/": "what posts and ticks ask of it are the claims of tests/store/waiting and tests/actions/clock",
    "tests/fuzz/test_discord.py": "the same actions, with the hostile words of tests/fuzz/test_database.py",
    "tests/load/": "it is the process that is loaded",
    "tests/process/test_demo_command.py": "the actions of a debate, and pictures and files of what was read",
    "tests/process/test_picture_command.py": "a picture is painted from what was read",
    "tests/process/test_play_command.py": "a browser before the same process",
    "tests/process/test_verify_command.py": "the statements of tests/actions/test_verify.py",
    "tests/process/test_watched_bot.py": "what the process tells of itself; tests/monitoring asks the database",
    "tests/scaleout/test_rehearsal.py": "PgBouncer and the replica have tests of their own",
    "tests/walls/test_discord.py": "the actions that tests/walls/test_actions.py asks for",
}
"""What need not run on a second version of PostgreSQL, and why: its statements reach that one from other tests."""

LONG = (
    "tests/actions/test_every_operation.py",
    "tests/actions/test_verify.py",
    "tests/chaos/",
    "tests/load/",
    "tests/process/test_play_command.py",
    "tests/render/report/test_in_a_browser.py",
    "tests/scaleout/test_rehearsal.py",
    "tests/walls/test_discord.py",
)
"""What takes longest, and so begins first: at the end it would keep one worker busy while the others are done."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest. On another PostgreSQL, run only what that could change."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if other_programs() is None:
        return
    met = [item for item in items if _is_for_another_postgres(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in met])
    items[:] = met


def _is_for_another_postgres(item: pytest.Item) -> bool:
    meets_one = "programs" in getattr(item, "fixturenames", ())
    return meets_one and not item.nodeid.startswith(tuple(ONCE_IS_ENOUGH))


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a database that the migrations built, with nothing in it; nobody stays connected to it."""
    name = new_name()
    address = address_of(server, name)
    asyncio.run(run(server, f"CREATE DATABASE {name}"))
    try:
        upgrade(address)
        yield name
    finally:
        asyncio.run(drop(server, address))


@pytest.fixture(scope="session")
async def engine(server: str, template: str) -> AsyncIterator[AsyncEngine]:
    """An engine on the database that all tests of this worker share, and none of them commits to."""
    address = await copied(server, template)
    engine = make_engine(address)
    try:
        yield engine
    finally:
        await engine.dispose()
        await drop(server, address)


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


@pytest.fixture(scope="session")
async def clones(server: str, template: str) -> AsyncIterator[Clones]:
    """The databases of this worker that tests commit to."""
    clones = Clones(server, template)
    yield clones
    await clones.close()


@pytest.fixture
async def clone(clones: Clones) -> AsyncIterator[Clone]:
    """An empty database of this test's own."""
    async with clones.one() as clone:
        yield clone


@pytest.fixture
def fresh_database(clone: Clone) -> str:
    """The address of an empty database of this test's own."""
    return clone.address


@pytest.fixture
def committed_sessions(clone: Clone) -> Sessions:
    """Sessions that commit, each on a connection of its own, in a database of this test's own."""
    return Sessions(clone.engine)
