"""A closed debate comes back once on its day, however many processes run and wherever one dies: over sockets."""

import asyncio
from datetime import timedelta

from bot.actions import debates
from bot.actions.clock.reminders import REMINDERS
from bot.discord.client import CruxClient
from bot.discord.due import due_reminders
from bot.discord.ticks.due import DueTick
from bot.ledger.outcomes import OutcomeForm
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from cogs._reminder_view import reminder_view
from tests.discord.conftest import POSTS, Place, logged_in
from tests.loopback.faults import Slow
from tests.loopback.world import CHANNEL

DAYS = timedelta(days=3)
MINUTE = timedelta(minutes=1)


async def tick(client: CruxClient) -> None:
    await DueTick(due_reminders(client, reminder_view), together=4, seconds=3600).tick()


async def close(place: Place) -> None:
    """Close the debate, to be looked at again; its day has come."""
    day = (place.clock.now() + timedelta(days=2)).date().isoformat()
    await debates.close_debate(place.sessions, place.request(), OutcomeForm("We shook hands", look_again=day))
    place.let_pass(DAYS)


async def comes_back(place: Place) -> bool:
    async with place.sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    return ledger.debate.look_again is not None


async def test_a_debate_comes_back_once_among_many_processes(place: Place) -> None:
    await close(place)
    async with logged_in(place.sessions, place.clock) as another:
        await asyncio.gather(tick(place.client), tick(another), tick(place.client))
        await tick(another)

    assert len(place.shown) == 1
    assert not await comes_back(place)


async def test_what_a_process_posted_before_it_died_is_found_and_recorded(place: Place) -> None:
    await close(place)
    (claimed,) = await REMINDERS.claim(place.sessions, place.clock.now(), "a process that dies")
    ready = await REMINDERS.ready(place.sessions, claimed, place.clock.now())
    assert ready is not None
    assert await REMINDERS.renew(place.sessions, ready, place.clock.now())
    view = reminder_view(DISCORD, ready, ready.reference[:24])
    await place.client.own_messages.post(CHANNEL, ready.debate.guild, view, ready.reference)
    place.let_pass(timedelta(hours=1))  # beyond the time in which Discord knows a nonce again

    await tick(place.client)

    assert len(place.shown) == 1
    assert not await comes_back(place)


async def test_a_process_that_dies_with_its_claim_leaves_it_to_the_next(place: Place) -> None:
    await close(place)
    await REMINDERS.claim(place.sessions, place.clock.now(), "a process that dies")
    await tick(place.client)
    assert place.shown == []

    place.let_pass(2 * MINUTE)
    await tick(place.client)

    assert len(place.shown) == 1
    assert not await comes_back(place)


async def test_a_process_that_was_overtaken_takes_its_own_message_back(place: Place) -> None:
    await close(place)
    stuck = place.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(tick(place.client))
    await stuck.reached.wait()
    place.let_pass(2 * MINUTE)
    async with logged_in(place.sessions, place.clock) as another:
        await tick(another)
    place.let_pass(timedelta(hours=1))
    stuck.release()
    await slow

    assert len(place.shown) == 1
    assert len(place.discord.world.channels[CHANNEL].deleted) == 1


async def test_a_debate_that_was_opened_again_meanwhile_does_not_come_back(place: Place) -> None:
    await close(place)
    (claimed,) = await REMINDERS.claim(place.sessions, place.clock.now(), "this one")
    await debates.open_debate(place.sessions, place.request())

    assert await REMINDERS.ready(place.sessions, claimed, place.clock.now()) is None
    await tick(place.client)
    assert place.shown == []
