"""A debate in a channel of the loopback Discord, and processes that see to what is due there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord
import pytest
import yarl

from bot.actions import schedules, tags
from bot.actions.clock import digests
from bot.actions.clock.digests import DueDigest
from bot.actions.composing import ReadyDigest
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.discord.client import CruxClient
from bot.discord.due import due_digests
from bot.discord.posters import DigestView, post_digest
from bot.discord.ticks.due import DueTick
from bot.ledger.entries import Kind
from bot.ledger.record.events import Change
from bot.render.front_ends import DISCORD
from bot.store.reading import events
from bot.store.sessions import Sessions
from bot.words.pauses import pause_reason
from cogs import EXTENSIONS
from cogs._digest_view import digest_view
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, Clock

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POSTS = rf"/channels/{CHANNEL}/messages"


class LoopbackClock:
    """The time on that Discord."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.seconds(), UTC)


@dataclass
class Place:
    """A debate with a claim and a daily digest, in a channel of the loopback Discord."""

    discord: LoopbackDiscord
    client: CruxClient
    sessions: Sessions
    clock: LoopbackClock

    async def tick(self) -> None:
        """One more process looks for what is due, as far as digests go."""
        await tick(self.client)

    async def post(self, ready: ReadyDigest) -> int:
        return await post_digest(self.client.own_messages, DISCORD, ready, digest_view)

    def request(self, *, moderator: bool = True) -> Request:
        return Request(GUILD, CHANNEL, "housing", 50, "ana", moderator, self.clock.now())

    async def claim(self, words: str) -> None:
        await tags.state(self.sessions, self.request(), TagForm(Kind.CLAIM, words))

    def let_pass(self, time: timedelta) -> None:
        self.discord.world.clock.skip(time.total_seconds())

    async def die_with_the_claim(self) -> DueDigest:
        """A process claims what is due, makes its digest ready, and is never heard of again."""
        (claimed,) = await digests.claim(self.sessions, self.clock.now(), "a process that dies")
        due = await digests.ready(self.sessions, claimed, self.clock.now())
        assert due is not None
        return due

    async def die_about_to_post(self) -> DueDigest:
        """A process is about to post what is due, and is never heard of again."""
        due = await self.die_with_the_claim()
        assert await digests.renew(self.sessions, due, self.clock.now())
        return due

    async def die_after_posting(self) -> int:
        """A process posts what is due, and is never heard of again: nobody records the message."""
        return await self.post((await self.die_about_to_post()).digest)

    async def schedule(self) -> None:
        """Somebody sets a daily digest anew."""
        daily = ("daily", "18:00", "UTC", None, None)
        await schedules.schedule_digest(self.sessions, self.request(), HOUR, *daily)

    async def last_change(self) -> Change:
        """What the last event says."""
        async with self.sessions() as session:
            return [sealed.event.change async for sealed in events.stream(session, CHANNEL)][-1]

    async def reason(self) -> str | None:
        known = await schedules.schedule_here(self.sessions, self.request())
        assert known is not None
        return pause_reason(DISCORD, known.pause_reason) if known.pause_reason is not None else None

    @property
    def shown(self) -> list[int]:
        """The digests in the channel."""
        return list(self.discord.world.channels[CHANNEL].messages)

    def asked_of_the_channel(self) -> int:
        return sum(f"/channels/{CHANNEL}" in sent[1] for sent in self.discord.requests)


async def tick(client: CruxClient, view_of: DigestView = digest_view) -> None:
    await DueTick(due_digests(client, view_of), together=24, seconds=3600).tick()


@pytest.fixture
async def place(committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with LoopbackDiscord() as there:
        monkeypatch.setattr(discord.http.Route, "BASE", there.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(there.gateway_url))
        clock = LoopbackClock(there.world.clock)
        async with logged_in(committed_sessions, clock) as client:
            await there.ready()
            found = Place(there, client, committed_sessions, clock)
            await found.claim("Rents fall")
            await found.schedule()
            found.let_pass(A_DAY)
            yield found


@asynccontextmanager
async def logged_in(sessions: Sessions, clock: LoopbackClock) -> AsyncIterator[CruxClient]:
    """A bot, as its own process would have it."""
    client = CruxClient(sessions, clock, shortest_cadence=HOUR, extensions=EXTENSIONS, shard_count=1)
    async with client:
        running = asyncio.create_task(client.start("secret"))
        await asyncio.wait_for(_until_ready(client), 10)
        yield client
        await client.close()
        await running


async def _until_ready(client: CruxClient) -> None:
    while not client.is_ready():
        await client.wait_for("ready")
    guild = client.get_guild(GUILD)
    if guild is None or guild.unavailable:
        await client.wait_for("guild_available")
