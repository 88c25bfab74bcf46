"""A replica for exports: it is read once it has what was asked for, and the database itself where it has not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.actions import replica, tags
from bot.actions.replica import caught_up
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.exchange.formats import Format
from bot.ledger.entries import Kind
from bot.store.prepared import opened_pool
from bot.store.sessions import Sessions
from bot.store.setup.engine import database_url, make_engine
from bot.store.setup.migrate import upgrade
from tests.actions.handed_out import handed_out
from tests.scaleout.replica import PATIENCE, replicated

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CHANNEL = 99
ASKED = Request(77, CHANNEL, "housing", 1000, "ana", True, AT)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> Iterator[tuple[str, str]]:
    with replicated(tmp_path_factory.mktemp("r"), programs) as (primary, follower):
        upgrade(primary)
        asyncio.run(all_followed(primary, follower))
        yield primary, follower


async def all_followed(primary: str, follower: str) -> None:
    """Wait until the replica has all that stands in the database now."""
    async with sessions_on(primary) as sessions, sessions() as session:
        written = await session.scalar(sa.text("SELECT pg_current_wal_insert_lsn()::text"))
    reached = sa.text("SELECT pg_last_wal_replay_lsn() >= CAST(CAST(:written AS text) AS pg_lsn)")
    async with asyncio.timeout(PATIENCE), sessions_on(follower) as sessions, sessions() as session:
        while not await session.scalar(reached, {"written": written}):
            await session.rollback()
            await asyncio.sleep(0.02)


@asynccontextmanager
async def sessions_on(address: str) -> AsyncIterator[Sessions]:
    engine = make_engine(address)
    yield Sessions(engine)
    await engine.dispose()


@pytest.fixture
async def primary(addresses: tuple[str, str]) -> AsyncIterator[Sessions]:
    async with sessions_on(addresses[0]) as sessions:
        await tags.state(sessions, ASKED, TagForm(Kind.CLAIM, "Rents fall when we build"))
        yield sessions
        async with sessions.begin() as session:
            await session.execute(sa.text("SET LOCAL crux.forgetting = 'on'"))
            await session.execute(sa.text("DELETE FROM debates"))


@pytest.fixture
async def follower(addresses: tuple[str, str]) -> AsyncIterator[Sessions]:
    async with sessions_on(addresses[1]) as sessions:
        yield sessions


async def is_replica(sessions: Sessions) -> bool:
    async with sessions() as session:
        return bool(await session.scalar(sa.text("SELECT pg_is_in_recovery()")))


async def replay(follower: Sessions, *, paused: bool) -> None:
    """Have the replica stand still, or go on."""
    async with follower() as session:
        await session.execute(sa.text(f"SELECT pg_wal_replay_{'pause' if paused else 'resume'}()"))
        await session.commit()


@pytest.mark.parametrize("form", list(Format))
async def test_an_export_from_the_replica_is_the_same(primary: Sessions, follower: Sessions, form: Format) -> None:
    assert await is_replica(await caught_up(primary, follower, CHANNEL))
    assert await handed_out(primary, ASKED, form, follower) == await handed_out(primary, ASKED, form)


async def test_a_replica_that_stays_behind_is_not_read(
    primary: Sessions, follower: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await is_replica(await caught_up(primary, follower, CHANNEL))
    monkeypatch.setattr(replica, "PATIENCE", 0.3)
    await replay(follower, paused=True)
    try:
        await tags.state(primary, ASKED, TagForm(Kind.CLAIM, "Quality suffers"))
        assert not await is_replica(await caught_up(primary, follower, CHANNEL))
        exported = await handed_out(primary, ASKED, Format.MARKDOWN, follower)
        assert b"Quality suffers" in exported.written
    finally:
        await replay(follower, paused=False)


async def test_a_replica_that_is_away_is_not_needed(primary: Sessions, tmp_path: Path) -> None:
    async with sessions_on(f"postgresql+asyncpg://crux@/crux?host={tmp_path}&port=5432") as nobody:
        exported = await handed_out(primary, ASKED, Format.MARKDOWN, nobody)
        assert b"Rents fall" in exported.written


async def test_of_several_servers_the_one_that_can_be_written_to_is_taken(
    addresses: tuple[str, str], primary: Sessions
) -> None:
    hosts, ports = zip(*(_socket_of(address) for address in reversed(addresses)), strict=True)
    either = database_url(addresses[0]).update_query_dict(
        {"host": ",".join(hosts), "port": ",".join(ports), "target_session_attrs": "read-write"}
    )
    address = either.render_as_string(hide_password=False)
    engine = make_engine(address)

    async with opened_pool(address, 1) as pool:
        sessions = Sessions(engine, pool)
        await tags.state(sessions, ASKED, TagForm(Kind.CLAIM, "Quality suffers"))
        assert not await is_replica(sessions)
    await engine.dispose()


def _socket_of(address: str) -> tuple[str, str]:
    query = database_url(address).query
    return str(query["host"]), str(query["port"])
