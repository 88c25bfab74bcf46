"""Prepared statements, and a pool of connections that executes each in a transaction of its own.

Most of what a click costs is spent between an action and PostgreSQL. A prepared statement is compiled once in a
process, each connection prepares it once, and it takes one round trip.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, TypeAlias

import asyncpg
import sqlalchemy as sa
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.setup.connecting import Servers
from bot.store.setup.engine import asyncpg_url

Values = Mapping[str, object]
Row = Sequence[Any]
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

_DIALECT: Dialect = dialect.dialect()  # type: ignore[no-untyped-call]


CLOSING = 0.5
"""Seconds that a database is given to close its connections."""


class Prepared:
    """A statement for SQLAlchemy and for the driver. Its values are given by the names of its parameters."""

    def __init__(self, statement: sa.Select[Any] | sa.Insert | sa.Update) -> None:
        self.statement = statement

    @cached_property
    def sql(self) -> str:
        """The SQL for the driver, compiled at its first use."""
        return str(self._compiled)

    def in_order(self, values: Values) -> list[object]:
        """The values by position, as the driver takes them."""
        return [values[name] if is_given else value for name, is_given, value in self._places]

    @cached_property
    def _places(self) -> tuple[tuple[str, bool, object], ...]:
        """The parameters by position: each one's name, whether it is given, and its value where it is a constant."""
        binds, constants = self._compiled.binds, self._compiled.params
        return tuple((name, binds[name].required, constants[name]) for name in self._compiled.positiontup or ())

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self.statement.compile(dialect=_DIALECT)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("not a statement of SQL")
        return compiled


Execute = Callable[[Prepared, Values], Awaitable[Sequence[Row]]]
"""Executes a prepared statement and gives its rows: in a transaction of its own, or in a session's."""


def execute_in(session: AsyncSession) -> Execute:
    """Executes prepared statements in a session's transaction."""

    async def execute(statement: Prepared, values: Values) -> Sequence[Row]:
        return (await session.execute(statement.statement, values)).all()

    return execute


class StatementPool:
    """Connections on which prepared statements are executed, each in a transaction of its own.

    A connection is kept between statements: acquiring one from the driver's pool would cost more than the statement.
    """

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", size: int) -> None:
        self._pool = pool
        self._permits = asyncio.Semaphore(size)
        self._free: list[Connection] = []
        self._closed = False

    async def execute(self, statement: Prepared, values: Values) -> Sequence[Row]:
        """Execute a statement and give its rows."""
        async with self._permits:
            connection = await self._connected()
            try:
                rows: Sequence[Row] = await connection.fetch(statement.sql, *statement.in_order(values))
            except asyncpg.PostgresError:
                await self._put_back(connection)
                raise
            except BaseException:
                # A connection whose statement was cancelled may be broken: the driver's pool checks it.
                await self._pool.release(connection)
                raise
            await self._put_back(connection)
            return rows

    async def _put_back(self, connection: "Connection") -> None:
        """Keep a connection for the next statement, unless the pool is closed: what was under way ends after that."""
        if self._closed:
            await self._pool.release(connection)
        else:
            self._free.append(connection)

    async def _connected(self) -> "Connection":
        while self._free:
            connection = self._free.pop()
            if _is_there(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire()

    @property
    def in_use(self) -> int:
        """How many connections have a statement under way."""
        opened: int = self._pool.get_size() - self._pool.get_idle_size()
        return opened - len(self._free)

    async def close(self) -> None:
        """Give all connections back; one with a statement under way follows when that ends."""
        self._closed = True
        while self._free:
            await self._pool.release(self._free.pop())


def _is_there(connection: "Connection") -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:  # it broke, and the driver's pool has taken it back
        return False


@asynccontextmanager
async def opened_pool(address: str, size: int) -> AsyncIterator[StatementPool]:
    """A pool of at most `size` connections, closed at the end. Connections are opened at their first use."""
    _, arguments = _DIALECT.create_connect_args(make_url(asyncpg_url(address)))
    # Planned for its very values each time, a statement of many parts takes PostgreSQL longer to plan than to do. And
    # since a plan outlives the sizes that it was made for, a table that was small then must not be read whole for it.
    planned_once = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
    pool = await asyncpg.create_pool(
        **arguments,
        connect=Servers().connect,
        min_size=0,
        max_size=size,
        reset=_nothing,
        server_settings=planned_once,
    )
    statements = StatementPool(pool, size)
    try:
        yield statements
    finally:
        try:
            async with asyncio.timeout(CLOSING):
                await statements.close()
                await pool.close()
        except TimeoutError:  # the database is away, and would never say goodbye
            pool.terminate()


async def _nothing(connection: object) -> None:
    """A single statement leaves nothing on its connection that would have to be reset."""
