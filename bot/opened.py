"""The databases that the settings name, opened for as long as they are used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.settings import Settings
from bot.store.prepared import CLOSING, opened_pool
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine


@asynccontextmanager
async def opened_database(settings: Settings, url: str) -> AsyncIterator[Sessions]:
    """Sessions on that database, closed at the end."""
    # One half of the connections is for single statements, the other for transactions.
    engine = make_engine(url, pool_size=max(1, settings.pool_size // 2), pgbouncer=settings.pgbouncer)
    try:
        # PgBouncer in transaction mode would give each statement another connection than the one that prepared it.
        if settings.pgbouncer:
            yield Sessions(engine)
            return
        async with opened_pool(url, settings.pool_size) as pool:
            yield Sessions(engine, pool)
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await engine.dispose()


@asynccontextmanager
async def opened_replica(settings: Settings) -> AsyncIterator[Sessions | None]:
    """Sessions on the replica that exports are read from; None without a replica."""
    if settings.replica_url is None:
        yield None
        return
    async with opened_database(settings, settings.replica_url) as replica:
        yield replica
