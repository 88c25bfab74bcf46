"""A second database, for what goes out of one and comes into another."""

from collections.abc import AsyncIterator

import pytest

from bot.store.sessions import Sessions
from tests.databases import Clones


@pytest.fixture
async def another_database(clones: Clones) -> AsyncIterator[Sessions]:
    async with clones.one() as clone:
        yield Sessions(clone.engine)
