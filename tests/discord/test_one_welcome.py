"""A server that Crux is new on is welcomed once, however many processes run and wherever one dies: over sockets."""

import asyncio
from datetime import timedelta

from bot.actions.clock import retention, welcomes
from bot.discord.client import CruxClient
from bot.discord.due import due_welcomes
from bot.discord.ticks.due import DueTick
from bot.render.front_ends import DISCORD
from bot.words.answers.welcome import welcome
from cogs._welcome_view import welcome_view
from tests.discord.conftest import A_DAY, Place, logged_in
from tests.loopback.faults import Cut, Refused
from tests.loopback.interactions import text_of
from tests.loopback.world import GUILD, MEMBER, SEND, VIEW, Channel

NEW, HALL, TOWN = 78, 781, 782


async def tick(client: CruxClient) -> None:
    await DueTick(due_welcomes(client, welcome_view), together=4, seconds=3600).tick()


async def join(place: Place, *channels: int) -> None:
    """Crux is added to a server, where it may post in these channels as far as it can be told."""
    world = place.discord.world
    world.guilds[NEW] = "Town"
    for channel in (HALL, TOWN):
        if channel not in world.channels:
            world.add_channel(Channel(channel, "talk", guild=NEW))
    await welcomes.server_joined(place.sessions, NEW, channels, place.clock.now())


def welcomed(place: Place) -> list[int]:
    """The channels of the new server with the messages that are there."""
    return [channel for channel in (HALL, TOWN) for _ in place.discord.world.channels[channel].messages]


async def test_a_server_is_welcomed_once_among_many_processes(place: Place) -> None:
    await join(place, HALL, TOWN)
    async with logged_in(place.sessions, place.clock) as another:
        await asyncio.gather(tick(place.client), tick(another), tick(place.client))
        place.let_pass(A_DAY)
        await tick(another)

    assert welcomed(place) == [HALL]
    (message,) = place.discord.world.channels[HALL].messages.values()
    assert text_of(message).startswith(welcome(DISCORD).splitlines()[0])


async def test_what_a_process_posted_before_it_died_is_found_and_nothing_is_posted_again(place: Place) -> None:
    await join(place, HALL, TOWN)
    (claimed,) = await welcomes.claim(place.sessions, place.clock.now(), "a process that dies")
    ready = await welcomes.ready(place.sessions, claimed, place.clock.now())
    assert await welcomes.renew(place.sessions, ready, place.clock.now())
    view = welcome_view(DISCORD, ready, ready.reference[:24])
    await place.client.own_messages.post(HALL, NEW, view, ready.reference)
    place.let_pass(timedelta(hours=1))  # beyond the time in which Discord knows a nonce again

    await tick(place.client)

    assert welcomed(place) == [HALL]


async def test_where_crux_may_not_post_after_all_the_next_channel_is_taken(place: Place) -> None:
    await join(place, HALL, TOWN)
    place.discord.world.channels[HALL].permissions = MEMBER & ~SEND

    await tick(place.client)
    await tick(place.client)

    assert welcomed(place) == [TOWN]


async def test_after_an_answer_that_failed_the_next_channel_is_not_taken(place: Place) -> None:
    await join(place, HALL, TOWN)
    posts = rf"/channels/{HALL}/messages"
    place.discord.faults.plan(Cut(after=True), "POST", posts)
    place.discord.faults.plan(Refused(403, 50013), "POST", posts)
    await tick(place.client)
    place.let_pass(timedelta(hours=1))
    await tick(place.client)

    assert welcomed(place) == [HALL]


async def test_what_is_surely_not_in_the_first_channel_is_posted_in_the_next(place: Place) -> None:
    await join(place, HALL, TOWN)
    (claimed,) = await welcomes.claim(place.sessions, place.clock.now(), "a process that dies")
    ready = await welcomes.ready(place.sessions, claimed, place.clock.now())
    assert await welcomes.renew(place.sessions, ready, place.clock.now())
    place.discord.world.channels[HALL].permissions = MEMBER & ~SEND
    place.let_pass(timedelta(hours=1))
    await tick(place.client)
    await tick(place.client)

    assert welcomed(place) == [TOWN]


async def test_where_crux_may_post_nowhere_it_says_nothing_then_or_later(place: Place) -> None:
    await join(place, HALL)
    place.discord.world.channels[HALL].permissions = VIEW
    await tick(place.client)
    place.discord.world.channels[HALL].permissions = MEMBER
    place.let_pass(A_DAY)
    await tick(place.client)

    assert welcomed(place) == []
    await join(place)
    await tick(place.client)
    assert welcomed(place) == []


async def test_removed_and_added_again_soon_it_is_not_welcomed_twice(place: Place) -> None:
    await join(place, HALL)
    await tick(place.client)
    await retention.server_left(place.sessions, NEW, place.clock.now())

    await join(place, TOWN)
    await tick(place.client)

    assert welcomed(place) == [HALL]


async def test_a_server_that_crux_has_left_before_it_was_welcomed_is_not_welcomed(place: Place) -> None:
    await join(place, HALL)
    await retention.server_left(place.sessions, NEW, place.clock.now())
    await tick(place.client)

    assert welcomed(place) == []


async def test_long_after_crux_was_removed_it_is_new_there_again(place: Place) -> None:
    await join(place, HALL)
    await tick(place.client)
    await retention.server_left(place.sessions, NEW, place.clock.now())
    place.let_pass(31 * A_DAY)
    await retention.forget_left_servers(place.sessions, place.clock.now(), 30 * A_DAY)

    await join(place, TOWN)
    await tick(place.client)

    assert welcomed(place) == [HALL, TOWN]


async def test_a_server_that_has_debates_knows_crux(place: Place) -> None:
    await welcomes.server_joined(place.sessions, GUILD, (99,), place.clock.now())

    await tick(place.client)

    assert place.shown == []


async def test_a_message_that_is_deleted_at_once_is_not_posted_again(place: Place) -> None:
    await join(place, HALL)
    await tick(place.client)
    (message,) = place.discord.world.channels[HALL].messages
    await place.discord.delete(HALL, message)
    place.let_pass(A_DAY)

    await tick(place.client)

    assert welcomed(place) == []
