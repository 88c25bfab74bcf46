"""What a process needs of one database: sessions, pool and caches; made once at start and passed on."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm.session import JoinTransactionMode
from sqlalchemy.pool import QueuePool

from bot.store.answer_cache import AnswerCache
from bot.store.in_counts_cache import InCountsCache
from bot.store.look_cache import DigestLookCache
from bot.store.outline_cache import OutlineCache
from bot.store.prepared import Prepared, Row, StatementPool, Values, execute_in
from bot.store.readers import ReaderLanguages


class Sessions:
    """Sessions, each one unit of work, with the pool of prepared statements, the caches and the locks beside them.

    Without a pool, as behind PgBouncer, prepared statements are executed in sessions.
    """

    def __init__(
        self,
        bind: AsyncEngine | AsyncConnection,
        pool: StatementPool | None = None,
        *,
        join_transaction_mode: JoinTransactionMode = "conditional_savepoint",
    ) -> None:
        self.bind = bind
        self.answers = AnswerCache()
        self.looks = DigestLookCache()
        self.outlines = OutlineCache()
        self.readers = ReaderLanguages()
        self.in_counts = InCountsCache()
        self.has_trigrams: bool | None = None
        """Whether the database has pg_trgm; None until somebody asked."""
        self.second_connection = asyncio.Lock()
        """Locked by the export that reads with two connections: several such could wait for each other for ever."""
        self._pool = pool
        self._make = async_sessionmaker(bind, expire_on_commit=False, join_transaction_mode=join_transaction_mode)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def __call__(self) -> AsyncSession:
        """A session, to read."""
        return self._make()

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session in a transaction that is committed at its end."""
        return self._make.begin()

    async def execute(self, statement: Prepared, values: Values) -> Sequence[Row]:
        """Execute one prepared statement in a transaction of its own, and give its rows."""
        if self._pool is not None:
            return await self._pool.execute(statement, values)
        async with self.begin() as session:
            return await execute_in(session)(statement, values)

    @property
    def in_use(self) -> int:
        """How many connections have something under way; those that PgBouncer pools are not counted."""
        pool = self.bind.pool if isinstance(self.bind, AsyncEngine) else None
        sessions = pool.checkedout() if isinstance(pool, QueuePool) else 0
        return sessions + (self._pool.in_use if self._pool is not None else 0)

    def turn(self, debate: int) -> asyncio.Lock:
        """The lock under which this process writes to a debate: its own writers need not retry for each other."""
        return self._turns.setdefault(debate, asyncio.Lock())
