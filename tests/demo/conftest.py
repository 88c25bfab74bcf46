"""A second database, for what goes out of one and comes into another."""

from collections.abc import AsyncIterator

import pytest

from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.scratch import scratch_database


@pytest.fixture
async def another_database(server: str, template: str) -> AsyncIterator[Sessions]:
    async with scratch_database(server, template) as url:
        engine = make_engine(url)
        yield Sessions(engine)
        await engine.dispose()
