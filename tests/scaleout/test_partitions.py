"""The schema in parts: every table of a debate can be partitioned by it, with the keys and triggers that it has."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from benchmarks.database import raw
from benchmarks.partitions import TABLES, partition
from bot.actions import stances, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.databases import copied, drop

HELD = """
SELECT c.conrelid::regclass::text || ' ' || c.conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE NOT t.relispartition AND c.conparentid = 0 AND c.contype <> 'n'
UNION SELECT g.tgrelid::regclass::text || ' ' || g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND NOT t.relispartition
UNION SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE NOT t.relispartition AND t.relnamespace = 'public'::regnamespace
"""
"""The names of constraints, triggers and indexes of tables, but not of their parts."""


@pytest.fixture
async def database(server: str, template: str) -> AsyncIterator[str]:
    address = await copied(server, template)
    yield address
    await drop(server, address)


async def named(database: str, query: str) -> set[str]:
    async with raw(database) as connection:
        return {row[0] for row in await connection.fetch(query)}


async def test_every_table_of_a_debate_can_be_partitioned_and_keeps_what_it_holds_to(database: str) -> None:
    held = await named(database, HELD)
    await partition(database, parts=2)

    assert await named(database, HELD) == held
    assert all(name.endswith(("_0", "_1")) for name in await named(database, TABLES))

    engine = make_engine(database)
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    for channel in range(1, 9):
        await tags.state(Sessions(engine), _asked(channel, 1000, at), TagForm(Kind.CLAIM, "Rents fall when we build"))
        await stances.take_stance(Sessions(engine), _asked(channel, 1001, at), 1, Answer.DISAGREE)
    await engine.dispose()
    assert await named(database, "SELECT tableoid::regclass::text FROM stances") == {"stances_0", "stances_1"}


def _asked(channel: int, user: int, at: datetime) -> Request:
    return Request(77, channel, "housing", user, "somebody", True, at)
