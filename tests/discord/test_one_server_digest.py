"""A server's digest is posted once a slot, however many processes run and wherever one dies: over sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.actions import debates, server_digests, stances
from bot.actions.clock import obstacles, retention
from bot.actions.clock.server_digests import DueServerDigest, ServerDigests
from bot.actions.request import Request
from bot.discord.client import CruxClient
from bot.discord.due import due_server_digests
from bot.discord.ticks.due import DueTick
from bot.discord.visibility import all_see_in
from bot.ledger.entries import Answer
from bot.ledger.pauses import BadSchedule, Obstacle
from bot.ledger.schedule_problems import UnknownTimezone
from bot.render.front_ends import DISCORD
from bot.store.houses import Houses
from bot.store.tables import server_digests as table
from bot.store.waiting.server_digests import StoredServerDigest
from cogs._server_digest_view import server_digest_view
from tests.discord.conftest import A_DAY, HOUR, Place, logged_in
from tests.loopback.faults import Slow
from tests.loopback.world import CHANNEL, GUILD, MEMBER, SEND, Channel

NEWS, OTHER = 88, 89
POSTS = rf"/channels/{NEWS}/messages"
MINUTE = timedelta(minutes=1)

Dropped = Callable[[Place], Awaitable[None]]
"""How its schedule does not stand any more."""


def manager(place: Place, channel: int = NEWS) -> Request:
    return replace(place.request(), channel=channel, manager=True)


async def schedule(place: Place) -> StoredServerDigest:
    daily = ("daily", "12:00", "UTC", None, None)
    return await server_digests.schedule_server_digest(place.sessions, manager(place), Houses(), NEWS, HOUR, *daily)


@pytest.fixture
async def due(place: Place) -> Place:
    """A server's digest is due, in a channel of its own, and tells of one debate."""
    place.discord.world.add_channel(Channel(NEWS, "news"))
    await schedule(place)
    place.let_pass(A_DAY)
    return place


async def tick(client: CruxClient) -> None:
    await DueTick(due_server_digests(client, server_digest_view), together=4, seconds=3600).tick()


def posted(place: Place) -> list[Any]:
    return list(place.discord.world.channels[NEWS].messages.values())


def text_of(message: Any) -> str:
    return "\n".join(item["content"] for item in message["components"][0]["components"] if item["type"] == 10)


async def stored(place: Place) -> StoredServerDigest:
    found = await server_digests.server_digest_of(place.sessions, manager(place))
    assert found is not None
    return found


async def claimed_by_another(place: Place) -> DueServerDigest:
    """A process claims it, makes it ready, and is never heard of again."""
    clock, now = server_digests_of(place), place.clock.now()
    (claimed,) = await clock.claim(place.sessions, now, "a process that dies")
    ready = await clock.ready(place.sessions, claimed, now)
    assert ready is not None
    return ready


def server_digests_of(place: Place) -> ServerDigests:
    client = place.client
    return ServerDigests(partial(all_see_in, client, client.limit, client.lookups.begin))


async def test_a_slot_gives_one_message_among_many_processes_with_where_each_debate_stands(due: Place) -> None:
    async with logged_in(due.sessions, due.clock) as another:
        await asyncio.gather(tick(due.client), tick(another), tick(due.client))
        await tick(another)

    (message,) = posted(due)
    assert text_of(message).startswith("## Debates of this server\n1 debate · open: 1 · agreed: 1 · diverging: 0\n**[")
    after = await stored(due)
    assert (after.slot, after.told, after.told_at is not None) == (None, {CHANNEL: [1, 0, 0, 0]}, True)


async def test_the_next_one_tells_what_changed_and_is_silent_where_nothing_happened(due: Place) -> None:
    await tick(due.client)
    due.let_pass(A_DAY)
    await tick(due.client)
    assert len(posted(due)) == 1
    assert (await stored(due)).slot is None

    await stances.take_stance(due.sessions, replace(due.request(), user=51, user_name="ben"), 1, Answer.DISAGREE)
    await debates.open_debate(due.sessions, replace(due.request(), channel=NEWS), "What is news?", "", "")
    due.let_pass(A_DAY)
    await tick(due.client)

    text = text_of(posted(due)[-1])
    assert len(posted(due)) == 2
    assert "something happened in: 2 · new: 1" in text
    assert "agreed: 0 (-1) · diverging: 1 (+1)" in text


async def test_what_a_process_posted_before_it_died_is_found_and_recorded_with_what_it_said(due: Place) -> None:
    ready = await claimed_by_another(due)
    assert await server_digests_of(due).renew(due.sessions, ready, due.clock.now())
    view = server_digest_view(DISCORD, ready, ready.reference[:24])
    await due.client.own_messages.post(NEWS, GUILD, view, ready.reference)
    await stances.take_stance(due.sessions, replace(due.request(), user=51, user_name="ben"), 1, Answer.DISAGREE)
    due.let_pass(HOUR)  # beyond the time in which Discord knows a nonce again

    await tick(due.client)

    assert len(posted(due)) == 1
    assert (await stored(due)).told == {CHANNEL: [1, 0, 0, 0]}


async def dies_amid_posting(due: Place, *, after: bool) -> None:
    """A process is about to post it, and is never heard of again before or after it has posted it."""
    ready = await claimed_by_another(due)
    assert await server_digests_of(due).renew(due.sessions, ready, due.clock.now())
    if after:
        view = server_digest_view(DISCORD, ready, ready.reference[:24])
        await due.client.own_messages.post(NEWS, GUILD, view, ready.reference)


async def set_elsewhere(due: Place) -> None:
    due.discord.world.add_channel(Channel(OTHER, "other news"))
    daily = ("daily", "12:00", "UTC", None, None)
    await server_digests.schedule_server_digest(due.sessions, manager(due), Houses(), OTHER, HOUR, *daily)


async def paused(due: Place) -> None:
    await server_digests.pause_server_digest(due.sessions, manager(due), Houses())


@pytest.mark.parametrize("dropped", [set_elsewhere, paused])
async def test_what_was_posted_before_it_was_dropped_is_recorded_and_its_news_are_not_told_again(
    due: Place, dropped: Dropped
) -> None:
    await dies_amid_posting(due, after=True)
    await dropped(due)
    reason = (await stored(due)).pause_reason
    due.let_pass(HOUR)
    await tick(due.client)

    now = await stored(due)
    assert (now.told, now.slot, now.sought_in, now.pause_reason) == ({CHANNEL: [1, 0, 0, 0]}, None, None, reason)
    await set_elsewhere(due)
    due.let_pass(A_DAY)
    await tick(due.client)
    assert len(posted(due)) == 1
    assert list(due.discord.world.channels[OTHER].messages) == []


@pytest.mark.parametrize("dropped", [set_elsewhere, paused])
async def test_what_was_not_posted_before_it_was_dropped_is_told_by_the_next_schedule(
    due: Place, dropped: Dropped
) -> None:
    await dies_amid_posting(due, after=False)
    await dropped(due)
    due.let_pass(HOUR)
    await tick(due.client)
    assert (await stored(due)).slot is None

    await set_elsewhere(due)
    due.let_pass(A_DAY)
    await tick(due.client)
    assert posted(due) == []
    assert len(due.discord.world.channels[OTHER].messages) == 1


async def test_where_nobody_can_look_for_what_was_dropped_the_next_schedule_goes_on(due: Place) -> None:
    await dies_amid_posting(due, after=True)
    await set_elsewhere(due)
    due.discord.world.channels[NEWS].permissions = 0
    due.let_pass(HOUR)
    await tick(due.client)

    assert ((await stored(due)).slot, (await stored(due)).pause_reason) == (None, None)
    due.let_pass(A_DAY)
    await tick(due.client)
    assert len(due.discord.world.channels[OTHER].messages) == 1


async def test_a_process_that_dies_with_its_claim_leaves_it_to_the_next(due: Place) -> None:
    await claimed_by_another(due)
    await tick(due.client)
    assert posted(due) == []

    due.let_pass(2 * MINUTE)
    await tick(due.client)

    assert len(posted(due)) == 1


async def test_a_process_that_was_overtaken_takes_its_own_message_back(due: Place) -> None:
    stuck = due.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(tick(due.client))
    await stuck.reached.wait()
    due.let_pass(2 * MINUTE)
    async with logged_in(due.sessions, due.clock) as another:
        await tick(another)
    due.let_pass(HOUR)
    stuck.release()
    await slow

    assert len(posted(due)) == 1
    assert len(due.discord.world.channels[NEWS].deleted) == 1


async def test_slots_that_were_missed_collapse_into_one(due: Place) -> None:
    due.let_pass(5 * A_DAY)
    await tick(due.client)
    await tick(due.client)

    assert len(posted(due)) == 1
    assert (await stored(due)).next_slot > due.clock.now()


@pytest.mark.parametrize("dropped", [set_elsewhere, paused])
async def test_who_dropped_it_meanwhile_gets_none_and_a_message_on_its_way_is_taken_back(
    due: Place, dropped: Dropped
) -> None:
    stuck = due.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(tick(due.client))
    await stuck.reached.wait()
    await dropped(due)
    reason = (await stored(due)).pause_reason
    stuck.release()
    await slow
    due.let_pass(HOUR)
    await tick(due.client)

    assert posted(due) == []
    assert ((await stored(due)).pause_reason, (await stored(due)).slot) == (reason, None)


async def test_an_obstacle_pauses_it_and_it_goes_on_once_that_is_gone(due: Place) -> None:
    news = due.discord.world.channels[NEWS]
    news.permissions = MEMBER & ~SEND
    await tick(due.client)
    assert posted(due) == []
    assert (await stored(due)).obstacle is Obstacle.POSTING_FORBIDDEN

    news.permissions = None
    await tick(due.client)
    assert posted(due) == []
    await obstacles.retry_in_server(due.sessions, GUILD, due.clock.now())
    await tick(due.client)

    assert len(posted(due)) == 1
    assert ((await stored(due)).obstacle, (await stored(due)).pause_reason) == (None, None)


async def test_a_channel_that_is_gone_is_told_as_an_obstacle(due: Place) -> None:
    del due.discord.world.channels[NEWS]
    await tick(due.client)

    assert (await stored(due)).obstacle is Obstacle.CHANNEL_GONE


async def test_a_schedule_that_cannot_be_pauses_itself(due: Place) -> None:
    async with due.sessions.begin() as session:
        await session.execute(table.update().values(timezone="Nowhere/At_all"))
    await tick(due.client)

    assert posted(due) == []
    assert (await stored(due)).pause_reason == BadSchedule(UnknownTimezone("Nowhere/At_all"))


async def test_a_server_that_was_left_keeps_none_once_its_decisions_are_deleted(due: Place) -> None:
    at = due.clock.now()
    await retention.server_left(due.sessions, GUILD, at)
    await retention.forget_left_servers(due.sessions, at + 30 * A_DAY, 30 * A_DAY)

    assert await server_digests.server_digest_of(due.sessions, manager(due)) is None
