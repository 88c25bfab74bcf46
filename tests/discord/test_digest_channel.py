"""A server's channel for digests: one digest a slot, there alone, whatever crashes or is set otherwise meanwhile."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.actions import schedules, settings
from bot.actions.clock import digests as clock_digests
from bot.actions.clock import retention
from bot.ledger.house import UNSET, Setting, Spoken
from bot.ledger.pauses import Obstacle, PlacedObstacle
from bot.ledger.record.events import DigestPosted
from bot.store.houses import Houses
from bot.store.reading import events
from tests.discord.conftest import HOUR, Place
from tests.loopback.faults import Cut, Refused
from tests.loopback.world import CHANNEL, GUILD, HISTORY, MEMBER, SEND, Channel

DIGESTS, OTHER = 88, 89


async def choose(place: Place, channel: str) -> None:
    request = replace(place.request(), manager=True)
    await settings.change_setting(place.sessions, request, Houses(), Setting.DIGEST_CHANNEL, channel)


@pytest.fixture
async def apart(place: Place) -> Place:
    """The debate, whose channel is seen by all, on a server that has a channel for digests."""
    for channel in (DIGESTS, OTHER):
        place.discord.world.add_channel(Channel(channel, "digests"))
    await retention.channel_active(place.sessions, CHANNEL, private=False)
    await choose(place, str(DIGESTS))
    return place


def posted_in(place: Place, channel: int) -> list[Any]:
    return list(place.discord.world.channels[channel].messages.values())


async def test_a_digest_is_posted_there_with_the_way_to_its_debate_and_recorded_with_its_place(apart: Place) -> None:
    await apart.tick()

    assert posted_in(apart, CHANNEL) == []
    (message,) = posted_in(apart, DIGESTS)
    buttons = [
        button for item in message["components"][0]["components"] if item["type"] == 1 for button in item["components"]
    ]
    assert [button.get("url") for button in buttons] == [f"https://discord.com/channels/{GUILD}/{CHANNEL}", None]
    assert buttons[1]["custom_id"].startswith("crux:how_it_works:")
    assert await apart.last_change() == DigestPosted(4, int(message["id"]), DIGESTS, Spoken.ENGLISH, "1")


async def test_what_was_posted_is_found_where_it_was_posted_though_another_channel_is_set(apart: Place) -> None:
    await apart.die_after_posting()
    await choose(apart, str(OTHER))
    apart.let_pass(clock_digests.LEASE + timedelta(seconds=1))

    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, OTHER, CHANNEL)] == [1, 0, 0]
    assert await apart.reason() is None


async def hidden_and_another_set(apart: Place) -> None:
    """Crux cannot see the channel any more in which a digest may be; people choose another one."""
    await apart.discord.change_channel(DIGESTS, permissions=0)
    apart.let_pass(HOUR)
    await apart.tick()
    await choose(apart, str(OTHER))
    await apart.claim("Quality suffers")
    await apart.tick()


async def test_a_digest_that_may_be_in_another_channel_is_posted_nowhere_else_before_that_is_known(
    apart: Place,
) -> None:
    message = await apart.die_after_posting()
    await hidden_and_another_set(apart)
    stored = await schedules.schedule_here(apart.sessions, apart.request())
    assert stored is not None
    assert stored.obstacle == PlacedObstacle(Obstacle.CHANNEL_HIDDEN, DIGESTS)
    await apart.discord.change_channel(DIGESTS, permissions=MEMBER)
    apart.let_pass(24 * HOUR)

    await apart.tick()
    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, OTHER, CHANNEL)] == [1, 1, 0]
    async with apart.sessions() as session:
        told = [one.event.change async for one in events.stream(session, CHANNEL)]
    first, second = (change for change in told if isinstance(change, DigestPosted))
    assert first == DigestPosted(4, message, DIGESTS, Spoken.ENGLISH, "1")
    (next_one,) = posted_in(apart, OTHER)
    assert second == DigestPosted(7, int(next_one["id"]), OTHER, Spoken.ENGLISH, "1 2")
    assert await apart.reason() is None


async def test_what_is_not_in_the_channel_where_it_may_have_been_is_posted_with_all_news_in_the_new_one(
    apart: Place,
) -> None:
    await apart.die_about_to_post()
    await hidden_and_another_set(apart)
    await apart.discord.change_channel(DIGESTS, permissions=MEMBER)
    apart.let_pass(12 * HOUR)

    await apart.tick()
    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, OTHER, CHANNEL)] == [0, 1, 0]
    assert "Quality suffers" in str(posted_in(apart, OTHER))
    assert await apart.reason() is None


async def test_what_may_have_been_in_a_channel_that_is_gone_is_posted_in_the_new_one(apart: Place) -> None:
    await apart.die_after_posting()
    await apart.discord.delete_channel(DIGESTS)
    apart.let_pass(HOUR)
    await apart.tick()
    await choose(apart, str(OTHER))

    await apart.tick()

    assert len(posted_in(apart, OTHER)) == 1
    assert await apart.reason() is None


async def test_an_answer_that_fails_before_an_obstacle_makes_no_second_digest_elsewhere(apart: Place) -> None:
    posts = rf"/channels/{DIGESTS}/messages"
    apart.discord.faults.plan(Cut(after=True), "POST", posts)
    apart.discord.faults.plan(Refused(403, 50013), "POST", posts)
    await apart.tick()
    await apart.discord.change_channel(DIGESTS, permissions=MEMBER & ~SEND)
    await choose(apart, str(OTHER))
    apart.let_pass(HOUR)

    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, OTHER, CHANNEL)] == [1, 0, 0]
    assert await apart.reason() is None


async def test_the_next_digest_is_posted_where_it_is_set_by_then(apart: Place) -> None:
    await apart.tick()
    await apart.claim("Quality suffers")
    await choose(apart, UNSET)
    apart.let_pass(24 * HOUR)

    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, CHANNEL)] == [1, 1]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"permissions": HISTORY | 1 << 10}, Obstacle.POSTING_FORBIDDEN),
        ({"permissions": 0}, Obstacle.CHANNEL_HIDDEN),
        (None, Obstacle.CHANNEL_GONE),
    ],
)
async def test_where_nobody_can_post_there_the_schedule_waits_and_says_where(
    apart: Place, change: dict[str, object] | None, what: Obstacle
) -> None:
    if change is None:
        await apart.discord.delete_channel(DIGESTS)
    else:
        await apart.discord.change_channel(DIGESTS, **change)
    await apart.tick()
    stored = await schedules.schedule_here(apart.sessions, apart.request())
    assert stored is not None
    assert stored.obstacle == PlacedObstacle(what, DIGESTS)

    await choose(apart, str(OTHER))
    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (OTHER, CHANNEL)] == [1, 0]
    assert await apart.reason() is None


async def test_once_crux_may_post_there_it_goes_on_by_itself(apart: Place) -> None:
    await apart.discord.change_channel(DIGESTS, permissions=HISTORY | 1 << 10)
    await apart.tick()
    await apart.discord.change_channel(DIGESTS, permissions=MEMBER)
    apart.let_pass(2 * HOUR)

    await apart.tick()

    assert [len(posted_in(apart, channel)) for channel in (DIGESTS, CHANNEL)] == [1, 0]
    assert await apart.reason() is None


@pytest.mark.parametrize("private", [True, None])
async def test_what_is_told_in_private_or_may_be_is_not_told_there(place: Place, private: bool | None) -> None:
    place.discord.world.add_channel(Channel(DIGESTS, "digests"))
    if private is not None:
        await retention.channel_active(place.sessions, CHANNEL, private=private)
    await choose(place, str(DIGESTS))

    await place.tick()

    assert [len(posted_in(place, channel)) for channel in (DIGESTS, CHANNEL)] == [0, 1]
