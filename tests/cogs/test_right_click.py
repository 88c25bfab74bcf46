"""A right-click on each kind of message that Crux itself writes finds its entries, or says that there are none."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.discord.due import due_cards, due_reminders
from bot.discord.ticks.due import DueTick
from bot.ledger.entries import Answer
from cogs._card_view import card_view
from cogs._reminder_view import reminder_view
from tests.cogs.conftest import World, button_labels, shown, words

SAID = "Rents fall when we build"
NAMES_NONE = "That is a message of Crux's own, and it names no entry of this debate. /ledger show shows them all."


@pytest.fixture
async def argued(world: World) -> World:
    """A debate of two sides about one claim, without a card."""
    world.client.houses.default = replace(world.client.houses.default, card_by_itself=False)
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.ana.slash(world.channel, "claim", statement=SAID)
    return world


def last(world: World) -> discord.Message:
    """The newest message in the channel, which is Crux's own."""
    message = world.channel.last_message
    assert message is not None
    assert world.client.user is not None
    assert message.author.id == world.client.user.id
    return message


async def finds_the_claim(world: World, message: discord.Message) -> None:
    """Both menus find it, and the buttons of the one answer it."""
    looked = await world.ben.context_menu(world.channel, "Show in ledger", message)
    asked = await world.ben.context_menu(world.channel, "Stance", message)
    assert SAID in words(looked)
    assert asked.response is not None
    assert button_labels(asked.response)[:3] == ["#1 Agree", "#1 Disagree", "#1 Unsure"]
    await world.ben.click(asked.response, label="#1 Disagree")
    ledger = await world.ledger()
    (ben,) = (person.number for person in ledger.participants.values() if person.name == "ben")
    assert ledger.stances[1, ben].answer is Answer.DISAGREE


async def finds_none(world: World, message: discord.Message) -> None:
    for menu in ("Show in ledger", "Stance"):
        assert words(await world.ben.context_menu(world.channel, menu, message)) == NAMES_NONE


async def is_an_app_s(world: World, message: discord.Message) -> None:
    for menu in ("Tag as claim", "Tag as crux", "Tag as concession"):
        assert "That was written by an app" in words(await world.ben.context_menu(world.channel, menu, message))


async def test_on_a_public_answer_to_a_command(argued: World) -> None:
    answer = last(argued)
    assert SAID in answer.content

    await finds_the_claim(argued, answer)
    await is_an_app_s(argued, answer)


async def test_on_a_digest(argued: World) -> None:
    await argued.mod.slash(argued.channel, "digest now")
    digest = last(argued)
    assert "Should we build?" in shown(digest)

    await finds_the_claim(argued, digest)
    await is_an_app_s(argued, digest)


async def test_on_a_status_card(argued: World) -> None:
    await argued.ben.slash(argued.channel, "stance", entry=1, answer="agree")
    await argued.mod.slash(argued.channel, "debate card")
    card = last(argued)
    assert "Crux card" in shown(card)

    await finds_the_claim(argued, card)
    await is_an_app_s(argued, card)


async def test_on_the_first_card_which_names_an_entry_once_there_is_one(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    card = last(world)
    assert "Crux card" in shown(card)
    await finds_none(world, card)

    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.ana.slash(world.channel, "claim", statement=SAID)
    world.clock.at += timedelta(minutes=1)
    await DueTick(due_cards(world.client, card_view), together=1, seconds=3600).tick()

    (updated,) = (message for message in world.channel.history() if message.id == card.id)
    await finds_the_claim(world, updated)


async def test_on_a_line_that_shows_a_tag(argued: World) -> None:
    said = await argued.ben.send(argued.channel, "Quality suffers")
    await argued.tag(argued.ben, "Tag as claim", said, statement="Quality suffers")
    line = last(argued)

    looked = await argued.ana.context_menu(argued.channel, "Show in ledger", line)

    assert "Quality suffers" in words(looked)
    assert SAID not in words(looked)
    await is_an_app_s(argued, line)


async def test_on_an_answer_that_names_an_entry_among_its_words(argued: World) -> None:
    await argued.ben.slash(argued.channel, "park", entry=1)
    answer = last(argued)

    looked = await argued.ana.context_menu(argued.channel, "Show in ledger", answer)

    assert SAID in words(looked)
    await is_an_app_s(argued, answer)


async def test_on_a_reminder(argued: World) -> None:
    await argued.close(argued.mod, settled="✓ #1 We agree on rents", look_again="2026-03-04")
    argued.clock.at += timedelta(days=3)
    await DueTick(due_reminders(argued.client, reminder_view), together=1, seconds=3600).tick()
    reminder = last(argued)
    assert "We agree on rents" in shown(reminder)

    looked = await argued.ana.context_menu(argued.channel, "Show in ledger", reminder)

    assert SAID in words(looked)
    await is_an_app_s(argued, reminder)


async def test_on_answers_that_name_no_entry(argued: World) -> None:
    await argued.mod.slash(argued.channel, "side rename", side="No", name="Not yet")
    await finds_none(argued, last(argued))
    await argued.ana.slash(argued.channel, "define", term="rent", meaning="what a tenant pays")
    definition = last(argued)
    await finds_none(argued, definition)
    await is_an_app_s(argued, definition)


async def test_another_app_s_message_is_written_by_an_app(argued: World) -> None:
    app = argued.guild.add_member(argued.env.create_user("polls", bot=True))
    message = await app.send(argued.channel, "Rents fall, by 7 of 9 votes")

    await is_an_app_s(argued, message)
    for menu in ("Show in ledger", "Stance"):
        assert "has no entry that can be answered" in words(
            await argued.ben.context_menu(argued.channel, menu, message)
        )
