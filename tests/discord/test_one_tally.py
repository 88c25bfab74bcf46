"""Estimates before and after: sealed by button and form, and their tally said once, wherever a process dies."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import debates, estimates
from bot.actions.clock.tallies import TALLIES, DueTally
from bot.discord.client import CruxClient
from bot.discord.due import due_tallies
from bot.discord.ticks.counting import Counting
from bot.discord.ticks.due import DueTick
from bot.render.front_ends import DISCORD
from cogs._tally_view import tally_view
from tests.discord.conftest import POSTS, Place, logged_in
from tests.loopback.faults import Slow
from tests.loopback.interactions import Asked, buttons, click, modal_submit, slash, text_of
from tests.loopback.world import CHANNEL, EPHEMERAL, GUILD, Channel, Json

TALK = 88
LABEL = "How likely is “yes”?"
THREE_DAYS, MINUTE, HOUR = timedelta(days=3), timedelta(minutes=1), timedelta(hours=1)


async def count(place: Place) -> None:
    await Counting(place.sessions, place.clock).tick()


async def tick(client: CruxClient) -> None:
    await DueTick(due_tallies(client, tally_view), together=4, seconds=3600).tick()


@pytest.fixture
async def counted(place: Place) -> Place:
    """A closed debate whose estimates are counted: its tally is due."""
    await estimates.give_estimate(place.sessions, place.request(), "40", shown=False)
    await debates.close_debate(place.sessions, place.request())
    await estimates.give_estimate(place.sessions, place.request(), "60", shown=True)
    place.let_pass(THREE_DAYS)
    await count(place)
    return place


async def claimed_by_another(place: Place) -> DueTally:
    """A process claims it, makes it ready, and is never heard of again."""
    (claimed,) = await TALLIES.claim(place.sessions, place.clock.now(), "a process that dies")
    ready = await TALLIES.ready(place.sessions, claimed, place.clock.now())
    assert ready is not None
    return ready


async def original_of(place: Place, asked: Asked) -> Json:
    await place.discord.interact(asked)
    return await place.discord.until(lambda: asked.original)


async def put(place: Place, message: Json, who: Json, percent: str, **more: str) -> Json:
    """Press the button, and send the form filled in; gives the answer."""
    pressed = click(place.discord.world, message, buttons(message)[LABEL], who)
    form = await place.discord.ask(pressed)
    answer = await place.discord.ask(modal_submit(place.discord.world, form, pressed, who, percent=percent, **more))
    assert answer.data["flags"] & EPHEMERAL
    return answer.data


async def test_estimates_go_through_button_and_form_and_one_message_tells_how_people_moved(place: Place) -> None:
    there = place.discord
    await there.ready()
    there.world.add_channel(Channel(TALK, "talk"))
    ana, ben = there.world.add_person(50, "ana"), there.world.add_person(51, "ben")
    opened = await original_of(place, slash(there.world, "/debate open", ana, channel=TALK, question="Shall we build?"))
    before = [await put(place, opened, ana, "20"), await put(place, opened, ben, "37 %")]
    closing = slash(there.world, "/debate close", ana, channel=TALK)
    form = await there.ask(closing)
    closed = modal_submit(there.world, form, closing, ana, settled="We shook hands")
    await there.interact(closed)
    outcome = await there.followup_to(closed)
    after = [await put(place, outcome, ana, "81", shown="shown"), await put(place, outcome, ben, "38")]
    place.let_pass(THREE_DAYS - MINUTE)
    await count(place)
    await tick(place.client)
    others = [message for message in there.created if message.get("nonce")]
    place.let_pass(MINUTE)
    await count(place)
    async with logged_in(place.sessions, place.clock) as another:
        await asyncio.gather(tick(place.client), tick(another), tick(place.client))
        await tick(another)
    told = there.created[-1]
    status = await there.ask(slash(there.world, "/debate status", ben, channel=TALK))

    assert ["is sealed: 20 %" in text_of(before[0]), "is sealed: 37 %" in text_of(before[1])] == [True, True]
    assert "How likely is “yes” now?" in text_of(outcome)
    assert "Your estimate now is sealed: 81 %" in text_of(after[0])
    assert "Your estimate now is sealed: 38 %" in text_of(after[1])
    assert [message for message in there.created if message.get("nonce")] == [*others, told]
    assert int(told["channel_id"]) == TALK
    assert "2 people put both estimates\n- how they moved is not said" in text_of(told)
    assert "- ana, shown with leave: 20 % before, 81 % after" in text_of(told)
    assert "ana, shown with leave: 20 % before, 81 % after" in status.text
    assert not any(number in text_of(told) + status.text for number in ("37 %", "38 %"))


async def test_what_a_process_posted_before_it_died_is_found_and_no_second_one_is_posted(counted: Place) -> None:
    ready = await claimed_by_another(counted)
    assert await TALLIES.renew(counted.sessions, ready, counted.clock.now())
    view = tally_view(DISCORD, ready, ready.reference[:24])
    await counted.client.own_messages.post(CHANNEL, GUILD, view, ready.reference)
    counted.let_pass(HOUR)  # beyond the time in which Discord knows a nonce again

    await tick(counted.client)
    await tick(counted.client)

    assert len(counted.shown) == 1


async def test_a_process_that_dies_with_its_claim_leaves_it_to_the_next(counted: Place) -> None:
    await claimed_by_another(counted)
    await tick(counted.client)
    assert counted.shown == []

    counted.let_pass(2 * MINUTE)
    await tick(counted.client)

    assert len(counted.shown) == 1


async def test_a_process_that_was_overtaken_takes_its_own_message_back(counted: Place) -> None:
    stuck = counted.discord.faults.plan(Slow(), "POST", POSTS)
    slow = asyncio.create_task(tick(counted.client))
    await stuck.reached.wait()
    counted.let_pass(2 * MINUTE)
    async with logged_in(counted.sessions, counted.clock) as another:
        await tick(another)
    counted.let_pass(HOUR)
    stuck.release()
    await slow

    assert len(counted.shown) == 1
    assert len(counted.discord.world.channels[CHANNEL].deleted) == 1


async def test_a_debate_that_was_opened_again_meanwhile_is_told_nothing(counted: Place) -> None:
    (claimed,) = await TALLIES.claim(counted.sessions, counted.clock.now(), "this one")
    await debates.open_debate(counted.sessions, replace(counted.request(), user=50))

    assert await TALLIES.ready(counted.sessions, claimed, counted.clock.now()) is None
    counted.let_pass(HOUR)
    await tick(counted.client)
    assert counted.shown == []


async def test_where_nobody_put_both_nothing_is_posted(place: Place) -> None:
    await estimates.give_estimate(place.sessions, place.request(), "40", shown=False)
    await debates.close_debate(place.sessions, place.request())
    place.let_pass(THREE_DAYS)
    await count(place)
    await tick(place.client)

    assert place.shown == []
