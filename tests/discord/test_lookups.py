"""Where debates in archived threads are: what one answer has no time to look up is looked up after it."""

import asyncio
from dataclasses import replace

import pytest

from bot.actions import debates
from bot.actions.clock import retention
from bot.discord import visibility
from bot.store.reading import server_debates
from tests.discord.conftest import Place
from tests.loopback.faults import Broken
from tests.loopback.interactions import slash, text_of
from tests.loopback.world import CHANNEL, GUILD, MEMBER, PUBLIC_THREAD, Channel

AT_ONCE = 2
OLD = range(600, 605)
DELETED, HIDDEN = OLD[-1], OLD[-2]


@pytest.fixture
async def old(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A server with more debates in archived threads than are looked up for one answer."""
    monkeypatch.setattr(visibility, "MOST_FETCHED", AT_ONCE)
    for number in OLD:
        thread = Channel(number, f"debate {number}", PUBLIC_THREAD, parent=CHANNEL, archived=True)
        place.discord.world.add_channel(thread)
        await debates.open_debate(place.sessions, replace(place.request(), channel=number), f"Question {number}?")
    place.discord.world.channels[HIDDEN].permissions = MEMBER & ~(1 << 10)
    del place.discord.world.channels[DELETED]
    await place.discord.ready()
    return place


async def overview(place: Place) -> str:
    """What somebody reads who asks for the debates of the server."""
    ben = place.discord.world.add_person(51, "ben")
    asked = await place.discord.interact(slash(place.discord.world, "/overview", ben))
    shown = await place.discord.until(lambda: asked.original if asked.original and text_of(asked.original) else None)
    return text_of(shown)


async def test_the_debates_that_an_answer_leaves_out_are_known_a_little_later(old: Place) -> None:
    first = await overview(old)
    async with asyncio.timeout(10):
        while len(await known(old)) < len(OLD) - 2 or not await retention.channels_lost(old.sessions, GUILD):
            pass
    second = await overview(old)

    assert "Left out for now, in archived threads that Crux is looking up: 3. Ask again." in first
    assert "\n1 debate · " in first
    assert "\n4 debates · " in second
    assert "Left out" not in second
    assert await known(old) == set(OLD) - {DELETED, HIDDEN}
    assert await retention.channels_lost(old.sessions, GUILD) == [DELETED]


async def known(place: Place) -> set[int]:
    """The debates of which it is known where they are."""
    every = await server_debates.of_server(place.sessions.execute, GUILD)
    return {debate.id for debate in every if debate.place.parent is not None}


async def test_where_discord_gives_no_answer_whoever_asks_next_begins_anew(old: Place) -> None:
    old.discord.faults.plan(Broken(503), "GET", rf"/channels/{OLD[0]}")
    old.client.lookups.begin(GUILD, OLD[:1])
    await old.discord.until(lambda: old.discord.faults.left == 0)

    async with asyncio.timeout(10):
        while not await known(old):
            old.client.lookups.begin(GUILD, OLD[:1])
    assert await known(old) == {OLD[0]}
