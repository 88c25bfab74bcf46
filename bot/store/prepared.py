"""Statements that are a transaction of their own, and go straight to the driver.

Most of what a click costs are the layers between an action and PostgreSQL. A statement that stands alone needs none of
them: it is put together and compiled once, each connection prepares it once, and it is one round trip.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import asyncpg
import sqlalchemy as sa
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.setup.engine import asyncpg_url

Values = Mapping[str, object]
Row = Sequence[Any]
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

_DIALECT: Dialect = dialect.dialect()  # type: ignore[no-untyped-call]


class Straight:
    """A statement as it is put together, and as the driver takes it. Its values bear the names of its parameters."""

    def __init__(self, statement: sa.Select[Any] | sa.Update) -> None:
        self.statement = statement

    @cached_property
    def sql(self) -> str:
        """The statement as the driver takes it, compiled when it is first needed."""
        return str(self._compiled)

    def in_order(self, values: Values) -> list[object]:
        """The values as the driver wants them: by place."""
        names, fixed = self._places
        return [fixed[name] if name in fixed else values[name] for name in names]

    @cached_property
    def _places(self) -> tuple[tuple[str, ...], dict[str, object]]:
        """The names of the parameters by place, and the values of those that are always the same."""
        fixed = {name: value for name, value in self._compiled.params.items() if value is not None}
        return tuple(self._compiled.positiontup or ()), fixed

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self.statement.compile(dialect=_DIALECT)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("not a statement of SQL")
        return compiled


Ask = Callable[[Straight, Values], Awaitable[Sequence[Row]]]
"""Does a statement in a transaction of its own, and gives its rows."""


def within(session: AsyncSession) -> Ask:
    """Does such statements as parts of a session's transaction instead."""

    async def rows(statement: Straight, values: Values) -> Sequence[Row]:
        return (await session.execute(statement.statement, values)).all()

    return rows


class Lane:
    """Connections for statements that stand alone. They are kept between statements, so the pool is asked rarely."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", size: int) -> None:
        self._pool = pool
        self._room = asyncio.Semaphore(size)
        self._free: list[Connection] = []

    async def rows(self, statement: Straight, values: Values) -> Sequence[Row]:
        """Do a statement, and give its rows."""
        async with self._room:
            connection = await self._connected()
            try:
                found: Sequence[Row] = await connection.fetch(statement.sql, *statement.in_order(values))
            except asyncpg.PostgresError:
                self._free.append(connection)
                raise
            except BaseException:
                # Broken off in the midst of it, a connection is for the pool to look after.
                await self._pool.release(connection)
                raise
            self._free.append(connection)
            return found

    async def _connected(self) -> "Connection":
        while self._free:
            connection = self._free.pop()
            if _is_there(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire()

    async def close(self) -> None:
        """Give all connections back."""
        while self._free:
            await self._pool.release(self._free.pop())


def _is_there(connection: "Connection") -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:  # it broke, and the pool has taken it back by itself
        return False


@asynccontextmanager
async def opened_lane(address: str, size: int) -> AsyncIterator[Lane]:
    """A lane of at most so many connections, closed at the end. Connections are made when they are needed."""
    _, arguments = _DIALECT.create_connect_args(make_url(asyncpg_url(address)))
    async with asyncpg.create_pool(**arguments, min_size=0, max_size=size, reset=_nothing) as pool:
        lane = Lane(pool, size)
        try:
            yield lane
        finally:
            await lane.close()


async def _nothing(connection: object) -> None:
    """What stands alone leaves nothing behind on its connection that would have to be reset."""


_LANES: WeakKeyDictionary[async_sessionmaker[AsyncSession], Lane] = WeakKeyDictionary()


def give_lane(sessions: async_sessionmaker[AsyncSession], lane: Lane) -> None:
    """Let what is asked by these sessions take the lane where it is one statement."""
    _LANES[sessions] = lane


def lane_of(sessions: async_sessionmaker[AsyncSession]) -> Lane | None:
    """The lane that these sessions have; None where they have none, as behind PgBouncer."""
    return _LANES.get(sessions)
