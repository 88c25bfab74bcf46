"""Databases that tests may commit to, cloned from the migrated one and emptied after each test.

Emptying one takes milliseconds, making another one a tenth of a second and more; so does a connection that has not
read the schema yet. A database in which a test changed more than rows is not used again.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.store.sessions import Sessions
from bot.store.setup.engine import AWAY, asyncpg_url, make_engine
from bot.store.tables import debates, imports, metadata

SECONDS_TO_LEAVE = 10.0
"""How long what a test left connected may take to be gone."""

ALONE = f"""
SELECT pg_terminate_backend(pid, {SECONDS_TO_LEAVE * 1000:.0f}) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL ($1)
"""
EMPTY = f"""
BEGIN;
SET LOCAL session_replication_role = replica;
{"".join(f'DELETE FROM "{table.name}";' for table in metadata.sorted_tables)}
COMMIT;
"""
"""Neither the triggers that keep events nor references are in the way of somebody in this role."""

ROWS = "SELECT " + " OR ".join(f'EXISTS (SELECT FROM "{table.name}")' for table in metadata.sorted_tables)
SEQUENCES = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"
CATALOGS = {
    "pg_attribute": "attrelid",
    "pg_class": "oid",
    "pg_constraint": "oid",
    "pg_index": "indexrelid",
    "pg_proc": "oid",
    "pg_trigger": "oid",
}
SCHEMA = " UNION ALL ".join(
    f"SELECT '{catalog}', count(*), max(xmin::text::bigint) FROM {catalog} WHERE {number} >= 16384"
    for catalog, number in CATALOGS.items()
)
"""Which transaction was the last one to change a table, a constraint, an index, a function or a trigger.

Numbers below are those of PostgreSQL's own, which are the same in each database.
"""


@dataclass(frozen=True)
class Clone:
    """A database for one test after another."""

    address: str
    engine: AsyncEngine
    """The same for all of its tests: an engine compiles each statement once, and a connection plans it once."""
    emptying: asyncpg.Connection
    """Stays open: a new connection would have to read all of the schema first, each time."""
    schema: list[asyncpg.Record]

    async def emptied(self) -> bool:
        """Leave nobody else connected and no row; False where it is no longer as the migrations built it."""
        if self.emptying.is_closed():
            return False
        await self.emptying.fetch(ALONE, await self._kept())
        if await self.emptying.fetch(SCHEMA) != self.schema:
            return False
        await self.emptying.execute(EMPTY + SEQUENCES)
        return True

    async def _kept(self) -> list[int]:
        """The backends of the engine's connections; none where one is still in use, or was broken."""
        try:
            return await self._as_good_as_new()
        except (*AWAY, asyncpg.InterfaceError):
            await self.engine.dispose()
            return []

    async def _as_good_as_new(self) -> list[int]:
        """Forget what the test set on the engine's connections: each has read the schema, and prepared statements."""
        pool = self.engine.pool
        assert isinstance(pool, sa.AsyncAdaptedQueuePool)
        if pool.checkedout():
            await self.engine.dispose()
        async with AsyncExitStack() as in_hand:
            connections = [await in_hand.enter_async_context(self.engine.connect()) for _ in range(pool.checkedin())]
            drivers = [(await connection.get_raw_connection()).driver_connection for connection in connections]
            for driver in drivers:
                await driver.reset()
            return [driver.get_server_pid() for driver in drivers]


class Clones:
    """The clones of one server: as many as were in use together, or a test spoilt."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._free: list[Clone] = []

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Clone]:
        """An empty database that nobody else uses."""
        clone = self._free.pop() if self._free else await self._made()
        try:
            yield clone
        finally:
            if await clone.emptied():
                self._free.append(clone)
            else:
                await self._drop(clone)

    async def close(self) -> None:
        """Drop what was made."""
        while self._free:
            await self._drop(self._free.pop())

    async def _made(self) -> Clone:
        address = await copied(self._server, self._template)
        connection = await connect(address)
        assert not await connection.fetchval(ROWS), "rows of the migrations would be gone for the next test"
        return Clone(address, make_engine(address), connection, await connection.fetch(SCHEMA))

    async def _drop(self, clone: Clone) -> None:
        await clone.engine.dispose()
        await clone.emptying.close()
        await drop(self._server, clone.address)


@asynccontextmanager
async def cloned(server: str, template: str) -> AsyncIterator[str]:
    """The address of a database that is used once: to empty a large one takes longer than to make another."""
    address = await copied(server, template)
    try:
        yield address
    finally:
        await drop(server, address)


async def copied(server: str, template: str) -> str:
    """The address of a new database that is as the template is."""
    name = new_name()
    await run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return address_of(server, name)


async def run(server: str, statement: str) -> None:
    """Execute a statement in no transaction."""
    async with connected(server) as connection:
        await connection.execute(statement)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the driver's own."""
    connection = await connect(address)
    try:
        yield connection
    finally:
        await connection.close()


async def connect(address: str) -> asyncpg.Connection:
    """The same, to be closed by who asks for it."""
    _, arguments = dialect.dialect().create_connect_args(make_url(asyncpg_url(address)))
    return await asyncpg.connect(**arguments)


def new_name() -> str:
    """A name that no database has."""
    return f"crux_test_{uuid4().hex[:12]}"


def address_of(server: str, database: str) -> str:
    """Where a database of a server is."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


async def drop(server: str, address: str) -> None:
    """Remove a database, whoever is connected to it."""
    await run(server, f"DROP DATABASE IF EXISTS {make_url(address).database} WITH (FORCE)")


async def unmark(sessions: Sessions) -> None:
    """Take the marks of imports away: but for them, a ledger's export is the file that was taken in, byte for byte."""
    async with sessions.begin() as session:
        await session.execute(sa.delete(imports))


async def debates_in(session: AsyncSession) -> list[int]:
    """The debates that there are, in the order of their numbers."""
    return list((await session.scalars(sa.select(debates.c.id).order_by(debates.c.id))).all())
