"""Databases to measure on: fresh ones, brought to the newest schema and filled with whole ledgers."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from secrets import token_bytes
from urllib.parse import urlsplit

import asyncpg

from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import upgrade
from bot.store.setup.scratch import scratch_database
from bot.store.writing import copying, debate_rows


@asynccontextmanager
async def opened(server: str) -> AsyncIterator[tuple[str, Sessions]]:
    """A database of one job's own, and sessions on it."""
    async with scratch_database(server) as database:
        await asyncio.to_thread(upgrade, database)
        engine = make_engine(database)
        try:
            yield database, Sessions(engine)
        finally:
            await engine.dispose()


@asynccontextmanager
async def raw(database: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the bare driver, for the floors."""
    connection = await asyncpg.connect(urlsplit(database)._replace(scheme="postgresql").geturl())
    try:
        yield connection
    finally:
        await connection.close()


def unseen(sessions: Sessions) -> Sessions:
    """Sessions on the same database, to which no look at any debate is at hand yet."""
    return Sessions(sessions.bind)


async def fill(sessions: Sessions, told: Iterable[Event]) -> None:
    """Write a whole debate, each event sealed."""
    sealed = list(sealed_chain(told))
    ledger = replay(line.event for line in sealed)
    async with sessions.begin() as session:
        await debate_rows.create(session, ledger.debate.id, ledger.debate.guild, ledger.debate.opened_at)
        await copying.copy_in(session, sealed, lambda: ledger)


def sealed_chain(told: Iterable[Event]) -> Iterator[SealedEvent]:
    """The events, each sealed behind the one before it."""
    before = GENESIS
    for event in told:
        line = seal(before, event, token_bytes)
        before = line.hash
        yield line
