"""A second database, for what goes out of one and comes into another."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.store.setup.engine import make_engine, make_sessions
from bot.store.setup.scratch import scratch_database


@pytest.fixture
async def another_database(server: str, template: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    async with scratch_database(server, template) as url:
        engine = make_engine(url)
        yield make_sessions(engine)
        await engine.dispose()
