"""A due slot gives exactly one digest: with processes that overtake each other, on a Discord that fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord
import pytest
import yarl

from bot.actions import digests, schedules, tags
from bot.actions.clock import digests as clock_digests
from bot.actions.clock.digests import DueDigest
from bot.actions.clock.one_message import FAILURES
from bot.actions.composing import ReadyDigest
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.discord.client import CruxClient
from bot.discord.due import due_digests
from bot.discord.posters import DigestView, post_digest
from bot.discord.ticks.due import DueTick
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from cogs import EXTENSIONS
from cogs._digest_view import digest_view
from tests.loopback.faults import Broken, Cut, Slow
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, HISTORY, MEMBER, Clock

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POSTS = rf"/channels/{CHANNEL}/messages"


class ItsClock:
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
    clock: ItsClock

    async def tick(self) -> None:
        """One more process looks for what is due, as far as digests go."""
        await tick(self.client)

    async def post(self, ready: ReadyDigest) -> int:
        return await post_digest(self.client.own_messages, ready, digest_view, None)

    def request(self, *, moderator: bool = True) -> Request:
        return Request(GUILD, CHANNEL, "housing", 50, "ana", moderator, self.clock.now())

    async def claim(self, words: str) -> None:
        await tags.state(self.sessions, self.request(), TagForm(Kind.CLAIM, words))

    def let_pass(self, time: timedelta) -> None:
        self.discord.world.clock.skip(time.total_seconds())

    async def die_with_the_claim(self) -> DueDigest:
        """A process claims what is due, makes its digest ready, and is never heard of again."""
        (claimed,) = await clock_digests.claim(self.sessions, self.clock.now(), "a process that dies")
        due = await clock_digests.ready(self.sessions, claimed, self.clock.now())
        assert due is not None
        return due

    async def reason(self) -> str | None:
        known = await schedules.schedule_here(self.sessions, self.request())
        assert known is not None
        return known.pause_reason

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
        clock = ItsClock(there.world.clock)
        async with logged_in(committed_sessions, clock) as client:
            found = Place(there, client, committed_sessions, clock)
            await found.claim("Rents fall")
            daily = ("daily", "18:00", "UTC", None, None)
            await schedules.schedule_digest(committed_sessions, found.request(), HOUR, *daily)
            found.let_pass(A_DAY)
            yield found


@asynccontextmanager
async def logged_in(sessions: Sessions, clock: ItsClock) -> AsyncIterator[CruxClient]:
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


async def test_what_a_process_posts_after_it_was_overtaken_is_taken_back(place: Place) -> None:
    stuck = place.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(place.tick())
    await stuck.reached.wait()

    place.let_pass(HOUR)
    async with logged_in(place.sessions, place.clock) as another:
        await tick(another)
    (kept,) = place.shown
    place.let_pass(HOUR)  # beyond the time in which Discord knows a nonce again
    stuck.release()
    await slow

    assert place.shown == [kept]
    assert len(place.discord.world.channels[CHANNEL].deleted) == 1


async def test_a_process_that_was_overtaken_does_not_post(place: Place) -> None:
    due = await place.die_with_the_claim()
    assert await clock_digests.renew(place.sessions, due, place.clock.now())

    place.let_pass(HOUR)
    await place.tick()

    assert len(place.shown) == 1
    assert not await clock_digests.renew(place.sessions, due, place.clock.now())
    assert await clock_digests.ready(place.sessions, due.claimed, place.clock.now()) is None


async def test_each_attempt_tells_the_same_and_later_changes_wait_for_the_next_digest(place: Place) -> None:
    first = (await place.die_with_the_claim()).digest
    await place.claim("Quality suffers")
    place.let_pass(HOUR)

    await place.tick()

    async with asyncio.timeout(10):
        told = await digests.preview(place.sessions, place.request())
    assert not told.digest.nothing_moved
    (posted,) = place.discord.world.channels[CHANNEL].messages.values()
    assert "Rents fall" in str(posted["components"])
    assert "Quality suffers" not in str(posted["components"])
    assert first.seen < told.seen


async def test_a_hidden_history_pauses_since_nobody_can_tell_what_was_posted(place: Place) -> None:
    due = await place.die_with_the_claim()
    await place.post(due.digest)
    await place.discord.change_channel(CHANNEL, permissions=MEMBER & ~HISTORY)
    place.let_pass(HOUR)

    await place.tick()
    asked_before = place.asked_of_the_channel()
    place.let_pass(3 * A_DAY)
    await place.tick()

    assert len(place.shown) == 1
    assert "Read Message History" in (await place.reason() or "")
    assert place.asked_of_the_channel() == asked_before


async def test_an_empty_channel_is_no_hidden_history(place: Place) -> None:
    await place.die_with_the_claim()
    place.let_pass(HOUR)

    await place.tick()

    assert len(place.shown) == 1
    assert await place.reason() is None


async def test_a_digest_that_was_posted_and_deleted_is_not_posted_again(place: Place) -> None:
    due = await place.die_with_the_claim()
    message = await place.post(due.digest)
    await place.discord.delete(CHANNEL, message)
    place.let_pass(clock_digests.LEASE + timedelta(seconds=1))

    await place.tick()

    assert place.shown == []
    assert await place.reason() is None


@pytest.mark.parametrize(
    ("change", "reason", "requests"),
    [
        ({"permissions": 0}, "Crux cannot see the channel", 1),
        ({"permissions": HISTORY | 1 << 10}, "Crux lacks the permission to post", 2),
        ({"locked": True, "kind": 11, "parent": 98}, "the thread is locked", 1),
        (None, "the channel is gone", 1),
    ],
    ids=["hidden", "forbidden", "locked", "gone"],
)
async def test_where_nobody_can_post_the_schedule_pauses_with_the_reason(
    place: Place, change: dict[str, object] | None, reason: str, requests: int
) -> None:
    """Where it is forbidden, the picture may be what is forbidden, so it is tried once without."""
    if change is None:
        await place.discord.delete_channel(CHANNEL)
    else:
        place.discord.world.add_channel(type(place.discord.world.channels[CHANNEL])(98, "parent"))
        await place.discord.change_channel(CHANNEL, **change)

    await place.tick()
    asked_before = place.asked_of_the_channel()
    place.let_pass(3 * A_DAY)
    await place.tick()

    assert await place.reason() == reason
    assert asked_before == place.asked_of_the_channel() == requests


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("status", [500, 503, None])
async def test_an_answer_that_fails_costs_no_digest_and_makes_no_second(
    place: Place, status: int | None, after: bool
) -> None:
    fault = Cut(after) if status is None else Broken(status, after)
    place.discord.faults.plan(fault, "POST", POSTS, times=2)

    await place.tick()
    place.let_pass(HOUR)
    await place.tick()

    assert len(place.shown) == 1
    assert place.discord.faults.left == 0


async def test_what_fails_for_a_reason_of_our_own_pauses_in_the_end(place: Place) -> None:
    def broken(ready: ReadyDigest, reference: str, picture: object) -> discord.ui.LayoutView:
        raise ArithmeticError

    for _ in range(FAILURES + 3):
        await tick(place.client, broken)
        place.let_pass(HOUR)

    assert await place.reason() == f"Crux failed {FAILURES} times to post the digest"
    assert place.shown == []


async def test_a_digest_asked_for_twice_at_once_is_one_message_and_one_line(place: Place) -> None:
    ready = [await digests.preview(place.sessions, place.request()) for _ in range(2)]
    for each in ready:
        message = await place.post(each)
        await digests.record_posted_now(place.sessions, each, message, place.clock.now())

    assert len(place.shown) == 1
    again = await digests.preview(place.sessions, place.request())
    assert again.seen == ready[0].seen + 1
