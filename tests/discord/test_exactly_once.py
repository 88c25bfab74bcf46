"""A due slot gives exactly one digest: with processes that overtake each other, on a Discord that fails."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import discord
import pytest
import sqlalchemy as sa

from bot.actions import digests, schedules
from bot.actions.clock import digests as clock_digests
from bot.actions.clock.digests import ClaimedSlot, DueDigest
from bot.actions.clock.one_message import FAILURES, OneMessage
from bot.actions.composing import ReadyDigest
from bot.discord.posters import DigestPoster
from bot.discord.ticks.due import DueTick
from bot.ledger.house import Spoken
from bot.ledger.record.events import DigestPosted
from bot.render.front_ends import DISCORD
from bot.store.tables import slots
from bot.words.front_end import FrontEnd
from cogs._digest_view import digest_view
from tests.discord.conftest import A_DAY, HOUR, POSTS, Place, logged_in, tick
from tests.loopback.faults import Broken, Cut, Refused, Slow, TooMany
from tests.loopback.world import CHANNEL, HISTORY, MEMBER

Dropped = Callable[[Place], Awaitable[None]]
"""How a schedule does not stand any more."""


async def in_english(_: int) -> FrontEnd:
    return DISCORD


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
        shown = await digests.preview(place.sessions, place.request())
    assert not shown.digest.nothing_moved
    (posted,) = place.discord.world.channels[CHANNEL].messages.values()
    assert "Rents fall" in str(posted["components"])
    assert "Quality suffers" not in str(posted["components"])
    assert first.upto < shown.upto


async def test_a_hidden_history_pauses_since_nobody_can_tell_what_was_posted(place: Place) -> None:
    await place.die_after_posting()
    await place.discord.change_channel(CHANNEL, permissions=MEMBER & ~HISTORY)
    place.let_pass(HOUR)

    await place.tick()
    asked_before = place.asked_of_the_channel()
    place.let_pass(HOUR / 2)
    await place.tick()

    assert len(place.shown) == 1
    assert "Read Message History" in (await place.reason() or "")
    assert place.asked_of_the_channel() == asked_before


async def test_an_empty_channel_is_no_hidden_history(place: Place) -> None:
    await place.die_about_to_post()
    place.let_pass(HOUR)

    await place.tick()

    assert len(place.shown) == 1
    assert await place.reason() is None


async def test_a_digest_that_was_posted_and_deleted_is_not_posted_again(place: Place) -> None:
    message = await place.die_after_posting()
    await place.discord.delete(CHANNEL, message)
    place.let_pass(clock_digests.LEASE + timedelta(seconds=1))

    await place.tick()

    assert place.shown == []
    assert await place.reason() is None


@pytest.mark.parametrize(
    ("change", "reason", "requests"),
    [
        ({"permissions": 0}, "Crux cannot see the channel", 1),
        ({"permissions": HISTORY | 1 << 10}, "Crux lacks the permission to post", 1),
        ({"locked": True, "kind": 11, "parent": 98}, "the thread is locked", 1),
        (None, "the channel is gone", 1),
    ],
    ids=["hidden", "forbidden", "locked", "gone"],
)
async def test_where_nobody_can_post_the_schedule_pauses_with_the_reason(
    place: Place, change: dict[str, object] | None, reason: str, requests: int
) -> None:
    if change is None:
        await place.discord.delete_channel(CHANNEL)
    else:
        place.discord.world.add_channel(type(place.discord.world.channels[CHANNEL])(98, "parent"))
        await place.discord.change_channel(CHANNEL, **change)

    await place.tick()
    asked_before = place.asked_of_the_channel()
    place.let_pass(HOUR / 2)
    await place.tick()

    assert await place.reason() == reason
    assert asked_before == place.asked_of_the_channel() == requests


async def test_a_lock_down_of_some_seconds_ends_by_itself(place: Place) -> None:
    await place.discord.change_channel(CHANNEL, permissions=HISTORY | 1 << 10)
    await place.tick()
    assert await place.reason() is not None
    place.let_pass(timedelta(seconds=8))
    await place.discord.change_channel(CHANNEL, permissions=MEMBER)

    while not place.shown:
        await place.tick()

    assert await place.reason() is None
    assert len(place.shown) == 1


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
    def broken(front: FrontEnd, ready: ReadyDigest, reference: str) -> discord.ui.LayoutView:
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
    assert again.upto == ready[0].upto + 1


async def set_anew(place: Place) -> None:
    await place.schedule()


async def paused(place: Place) -> None:
    await schedules.pause_digest(place.sessions, place.request())


@pytest.mark.parametrize("dropped", [set_anew, paused])
async def test_what_was_posted_before_its_schedule_was_dropped_is_recorded_and_not_told_again(
    place: Place, dropped: Dropped
) -> None:
    message = await place.die_after_posting()
    await place.claim("Quality suffers")
    await dropped(place)
    place.let_pass(HOUR)

    await place.tick()

    assert place.shown == [message]
    assert await place.last_change() == DigestPosted(4, message, None, Spoken.ENGLISH, "1")
    shown = await digests.preview(place.sessions, place.request())
    assert shown.digest.news.entries == 1


@pytest.mark.parametrize("dropped", [set_anew, paused])
async def test_what_was_not_posted_before_its_schedule_was_dropped_is_not_posted(
    place: Place, dropped: Dropped
) -> None:
    await place.die_about_to_post()
    await dropped(place)
    place.let_pass(HOUR)
    await place.tick()
    assert place.shown == []

    await place.schedule()
    place.let_pass(A_DAY)
    await place.tick()
    assert len(place.shown) == 1


async def test_what_was_posted_before_an_obstacle_is_found_after_the_schedule_was_set_anew(place: Place) -> None:
    message = await place.die_after_posting()
    await place.discord.change_channel(CHANNEL, permissions=MEMBER & ~HISTORY)
    place.let_pass(HOUR)
    await place.tick()
    assert await place.reason() is not None
    await place.discord.change_channel(CHANNEL, permissions=MEMBER)

    await place.schedule()
    place.let_pass(HOUR)
    await place.tick()

    assert place.shown == [message]
    assert await place.last_change() == DigestPosted(4, message, None, Spoken.ENGLISH, "1")


async def test_where_nobody_can_look_for_what_was_dropped_the_new_schedule_goes_on(place: Place) -> None:
    await place.die_after_posting()
    await place.discord.change_channel(CHANNEL, permissions=0)
    place.let_pass(HOUR)
    await place.tick()
    await place.schedule()
    place.let_pass(HOUR)
    await place.tick()

    assert await place.reason() is None
    await place.discord.change_channel(CHANNEL, permissions=MEMBER)
    place.let_pass(A_DAY)
    await place.tick()
    assert len(place.shown) == 2


async def test_what_is_refused_after_an_answer_that_failed_may_be_there_all_the_same(place: Place) -> None:
    place.discord.faults.plan(Cut(after=True), "POST", POSTS)
    place.discord.faults.plan(Refused(403, 50013), "POST", POSTS)

    await place.tick()
    assert await place.reason() is None
    place.let_pass(HOUR)
    await place.tick()

    assert len(place.shown) == 1
    assert place.discord.faults.left == 0


LONG = 1.5
"""Seconds of a rate limit, which outlasts every patience of the processes below by far."""


def impatient(place: Place) -> DueTick[ClaimedSlot, DueDigest]:
    """A process that waits shortly for Discord, and renews its claims as often."""
    poster = DigestPoster(place.client.own_messages, in_english, digest_view, place.client.metrics, place.clock)
    each = OneMessage(place.sessions, place.clock, clock_digests, poster, renewed_every=0.05)
    return DueTick(each, together=1, seconds=3600, waited_for=0.05)


@pytest.mark.parametrize("limits", [1, 3], ids=["one", "several that add up"])
async def test_a_global_limit_longer_than_any_patience_costs_no_digest_and_silences_nobody(
    place: Place, limits: int
) -> None:
    limit = place.discord.faults.plan(TooMany(LONG / limits, everywhere=True), "POST", POSTS, times=limits)
    assert limit.everywhere

    begun = time.monotonic()
    await impatient(place).tick()
    assert time.monotonic() - begun < LONG, "the tick goes on to others"
    assert place.shown == []

    posted = await place.discord.posted(CHANNEL)
    assert place.shown == [int(posted["id"])]
    await asyncio.wait_for(place.post(await digests.preview(place.sessions, place.request())), 5)
    assert len(place.shown) == 2


async def test_a_claim_is_kept_while_its_message_waits_for_discord(place: Place) -> None:
    slow = place.discord.faults.plan(Slow(), "POST", POSTS)
    await impatient(place).tick()
    await slow.reached.wait()
    for _ in range(4):
        before = await claimed_at(place)
        place.let_pass(clock_digests.LEASE * 0.9)
        while await claimed_at(place) == before:
            pass
        assert await clock_digests.claim(place.sessions, place.clock.now(), "somebody else") == []

    slow.release()
    await place.discord.posted(CHANNEL)
    assert len(place.shown) == 1


async def claimed_at(place: Place) -> datetime | None:
    async with place.sessions() as session:
        return await session.scalar(sa.select(slots.c.claimed_at).where(slots.c.debate == CHANNEL))
