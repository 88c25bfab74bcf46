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
from tests.loopback.world import CHANNEL, GUILD, HISTORY, MEMBER, Channel

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
    async with apart.sessions() as session:
        posted = [sealed.event.change async for sealed in events.stream(session, CHANNEL)][-1]
    assert posted == DigestPosted(4, int(message["id"]), DIGESTS, Spoken.ENGLISH)


async def test_what_was_posted_is_found_where_it_was_posted_though_another_channel_is_set(apart: Place) -> None:
    due = await apart.die_with_the_claim()
    await apart.post(due.digest)
    await choose(apart, str(OTHER))
    apart.let_pass(clock_digests.LEASE + timedelta(seconds=1))

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
