"""A server or channel that Crux loses, finds lost or finds again: on a Discord of sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import discord
import pytest
import sqlalchemy as sa
import yarl

from bot.actions import tags
from bot.actions.clock import retention
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.clock import SetClock
from bot.discord.client import CruxClient
from bot.discord.ticks.tidying import Tidying
from bot.ledger.entries import Kind
from bot.store import servers
from bot.store.sessions import Sessions
from bot.store.tables import server_settings
from cogs import EXTENSIONS
from cogs.retention import is_ours, looked_around
from tests.databases import debates_in
from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, PUBLIC_THREAD, Channel

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
THREAD, ARCHIVED, ANOTHER = 101, 102, 88
KEEP = timedelta(days=30)
PATIENCE = 30.0


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        server.world.add_channel(Channel(THREAD, "rents", PUBLIC_THREAD, parent=CHANNEL))
        server.world.add_channel(Channel(ARCHIVED, "old rents", PUBLIC_THREAD, parent=CHANNEL, archived=True))
        yield server


@pytest.fixture
async def sessions(committed_sessions: Sessions) -> Sessions:
    """With a debate in a channel, one in a thread of it and one in an archived thread."""
    for channel in (CHANNEL, THREAD, ARCHIVED):
        await state(committed_sessions, channel)
    return committed_sessions


async def state(sessions: Sessions, channel: int, guild: int = GUILD) -> None:
    request = Request(guild, channel, "housing", 50, "ana", False, NOON)
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))


@asynccontextmanager
async def running(there: LoopbackDiscord, sessions: Sessions) -> AsyncIterator[CruxClient]:
    """A bot that has looked around, and whose commands people can use."""
    client = CruxClient(
        sessions, SetClock(NOON), shortest_cadence=timedelta(hours=1), extensions=EXTENSIONS, shard_count=1
    )
    async with client:
        started = asyncio.create_task(client.start("secret"))
        await asyncio.wait_for(looked_around(client), PATIENCE)
        await there.ready()
        yield client
        await client.close()
        await started


async def until_lost(sessions: Sessions, *channels: int, guild: int = GUILD) -> None:
    """Until the clock runs for these channels of the server, and for no other."""

    async def so() -> bool:
        return await retention.channels_lost(sessions, guild) == sorted(channels)

    await until(so)


async def decide(sessions: Sessions, *guilds: int) -> None:
    """Have these servers decide something."""
    async with sessions.begin() as session:
        for guild in guilds:
            await servers.locked(session, guild)


async def until_left(sessions: Sessions, *guilds: int) -> None:
    """Until the clock runs for what these servers have decided, and for no other one."""

    async def so() -> bool:
        c = server_settings.c
        async with sessions() as session:
            left = await session.scalars(sa.select(c.guild).where(c.left_at.is_not(None)).order_by(c.guild))
            return left.all() == sorted(guilds)

    await until(so)


async def until(so: Callable[[], Awaitable[bool]]) -> None:
    """Until it is so in the database, which tells nobody when it changes."""
    async with asyncio.timeout(PATIENCE):
        while not await so():  # noqa: ASYNC110 - a database has no event to wait for
            await asyncio.sleep(0.05)


async def test_a_server_that_removes_crux_starts_the_clock_and_letting_it_in_again_stops_it(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    async with running(there, sessions):
        await there.lose_guild(GUILD)
        await until_lost(sessions, CHANNEL, THREAD, ARCHIVED)
        await there.join_guild(GUILD)
        await until_lost(sessions)
    assert ("GET", f"/channels/{ARCHIVED}") in [sent[:2] for sent in there.requests]


async def test_what_a_server_decided_is_left_and_found_again_with_it(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    await decide(sessions, GUILD, ANOTHER)
    async with running(there, sessions):
        await until_left(sessions, ANOTHER)
        await there.lose_guild(GUILD)
        await until_left(sessions, GUILD, ANOTHER)
        await there.join_guild(GUILD)
        await until_left(sessions, ANOTHER)


async def test_where_its_commands_alone_were_added_no_clock_runs_for_what_a_server_decided(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    ana = there.world.add_person(50, "ana")
    del there.world.guilds[GUILD]
    await decide(sessions, GUILD)
    async with running(there, sessions):
        await until_left(sessions, GUILD)
        await there.ask(slash(there.world, "/ledger show", ana))
        await until_left(sessions)


async def test_an_outage_starts_no_clock(there: LoopbackDiscord, sessions: Sessions) -> None:
    async with running(there, sessions):
        await there.lose_guild(GUILD, outage=True)
        await there.join_guild(GUILD)
        await there.delete_channel(THREAD)  # told after all of that
        await until_lost(sessions, THREAD)


async def test_a_deleted_channel_takes_its_known_threads_along(there: LoopbackDiscord, sessions: Sessions) -> None:
    async with running(there, sessions):
        await there.delete_channel(CHANNEL)
        await until_lost(sessions, CHANNEL, THREAD)


async def test_what_was_deleted_stays_lost_when_its_server_is_found_again(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    async with running(there, sessions):
        await there.delete_channel(THREAD)
        await until_lost(sessions, THREAD)
        await there.lose_guild(GUILD)
        await until_lost(sessions, CHANNEL, THREAD, ARCHIVED)
        await there.join_guild(GUILD)
        await until_lost(sessions, THREAD)


async def test_whatever_is_done_in_a_channel_shows_that_it_is_there(there: LoopbackDiscord, sessions: Sessions) -> None:
    ana = there.world.add_person(50, "ana")
    async with running(there, sessions):
        await retention.channel_left(sessions, CHANNEL, NOON)
        await there.ask(slash(there.world, "/help", ana))
        await until_lost(sessions)


async def test_where_its_commands_alone_were_added_no_clock_runs_for_a_debate_in_use(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    ana = there.world.add_person(50, "ana")
    del there.world.guilds[GUILD]
    async with running(there, sessions):
        await until_lost(sessions, CHANNEL, THREAD, ARCHIVED)
        await there.ask(slash(there.world, "/ledger show", ana))
        await until_lost(sessions, THREAD, ARCHIVED)
    async with running(there, sessions) as client:
        await until_lost(sessions, CHANNEL, THREAD, ARCHIVED)
        await there.ask(slash(there.world, "/stance", ana, entry=1, answer="unsure"))
        await until_lost(sessions, THREAD, ARCHIVED)
        client.clock = SetClock(NOON + KEEP)
        await Tidying(sessions, client.clock, KEEP, lambda: looked_around(client)).forget_lost()
    async with sessions() as session:
        assert await debates_in(session) == [CHANNEL]


async def test_what_happened_while_nobody_listened_is_found_at_the_start(
    there: LoopbackDiscord, sessions: Sessions
) -> None:
    await state(sessions, 500, ANOTHER)
    for channel in (CHANNEL, ARCHIVED):
        await retention.channel_left(sessions, channel, NOON - KEEP)
    async with running(there, sessions) as client:
        await until_lost(sessions)
        await until_lost(sessions, 500, guild=ANOTHER)
        # Overdue as they were, they are there: they stay.
        tidying = Tidying(sessions, client.clock, KEEP, lambda: looked_around(client))
        await tidying.forget_lost()
    async with sessions() as session:
        assert await debates_in(session) == [CHANNEL, THREAD, ARCHIVED, 500]


def test_each_process_judges_the_servers_of_its_own_shards() -> None:
    servers = [number << 22 for number in range(8)]
    assert [is_ours(server, {0, 2}, 4) for server in servers] == [True, False] * 4
    assert all(is_ours(server, {0}, 1) for server in servers)
