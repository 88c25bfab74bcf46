"""One status card a debate, however many processes run and wherever one of them is held up: over sockets."""

import asyncio
from datetime import timedelta

import pytest

from bot.actions import cards
from bot.discord import retry
from bot.discord.client import CruxClient
from bot.discord.due import due_cards
from bot.discord.ticks.due import DueTick
from cogs._card_view import card_view
from tests.discord.conftest import POSTS, Place, logged_in
from tests.loopback.faults import Broken, Cut, Slow
from tests.loopback.world import CHANNEL

MINUTE = timedelta(minutes=1)


async def tick(client: CruxClient) -> None:
    await DueTick(due_cards(client, card_view), together=1, seconds=3600).tick()


async def recorded(place: Place) -> int | None:
    known = await cards.card_here(place.sessions, place.request())
    assert known is not None
    return known.message


async def overtaken(place: Place, after: timedelta) -> None:
    """A process is held up while it posts; another one posts the card meanwhile; then the first one comes through."""
    await cards.want_card(place.sessions, place.request())
    stuck = place.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(tick(place.client))
    await stuck.reached.wait()
    place.let_pass(2 * MINUTE)
    async with logged_in(place.sessions, place.clock) as another:
        await tick(another)
    place.let_pass(after)
    stuck.release()
    await slow


async def test_a_process_that_was_overtaken_does_not_take_away_the_card_that_stands(place: Place) -> None:
    await overtaken(place, after=timedelta(0))

    assert place.shown == [await recorded(place)]
    assert place.discord.world.channels[CHANNEL].deleted == set()


async def test_what_an_overtaken_process_posts_beside_the_card_is_taken_back(place: Place) -> None:
    await overtaken(place, after=timedelta(hours=1))  # beyond the time in which Discord knows a nonce again

    assert place.shown == [await recorded(place)]
    assert len(place.discord.world.channels[CHANNEL].deleted) == 1


async def test_it_is_taken_back_too_where_discord_does_not_answer_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.01, 0.01))
    place.discord.faults.plan(Broken(503), "DELETE", rf"{POSTS}/\d+")
    place.discord.faults.plan(Cut(), "DELETE", rf"{POSTS}/\d+")

    await overtaken(place, after=timedelta(hours=1))

    assert place.shown == [await recorded(place)]
    assert place.discord.faults.left == 0


async def die_after(place: Place, method: str, path: str) -> None:
    """A process dies once Discord has done what it asks for there, and before it has written that down."""
    done = place.discord.faults.plan(Slow(after=True), method, path)
    process = due_cards(place.client, card_view)
    (claimed,) = await process.claim(1)
    dying = asyncio.create_task(process.see_to(claimed))
    await done.reached.wait()
    dying.cancel()
    await asyncio.wait({dying})
    done.release()
    place.let_pass(timedelta(hours=1))  # beyond the time in which Discord knows a nonce again


async def test_a_card_that_was_found_and_edited_by_a_process_that_died_is_found_again(place: Place) -> None:
    await cards.want_card(place.sessions, place.request())
    await die_after(place, "POST", POSTS)
    await die_after(place, "PATCH", rf"{POSTS}/\d+")
    assert await recorded(place) is None

    await tick(place.client)

    assert place.shown == [await recorded(place)]


async def test_taken_away_and_wanted_again_at_once_a_card_is_there(place: Place) -> None:
    await cards.want_card(place.sessions, place.request())
    await tick(place.client)
    dropped = await cards.drop_card(place.sessions, place.request())
    assert dropped.message is not None
    await place.client.own_messages.take_back(CHANNEL, place.request().guild, dropped.message)

    place.let_pass(timedelta(seconds=5))
    await cards.want_card(place.sessions, place.request())
    await tick(place.client)

    assert place.shown == [await recorded(place)]


async def test_wanted_again_while_it_is_being_posted_a_card_is_posted_once(place: Place) -> None:
    await cards.want_card(place.sessions, place.request())
    stuck = place.discord.faults.plan(Slow(), "POST", POSTS)
    posting = asyncio.create_task(tick(place.client))
    await stuck.reached.wait()

    await cards.want_card(place.sessions, place.request())
    async with logged_in(place.sessions, place.clock) as another:
        await tick(another)
    assert place.shown == []
    stuck.release()
    await posting

    assert place.shown == [await recorded(place)]
