"""The status card that comes by itself with a new debate."""

from dataclasses import replace
from datetime import timedelta

import discord

from bot.actions import cards
from bot.actions.request import Request
from bot.discord.due import due_cards
from bot.discord.ticks.due import DueTick
from cogs._card_view import card_view
from tests.cogs.conftest import World, button_labels, shown, words

MINUTE = timedelta(minutes=1)


def cards_in(world: World) -> list[discord.Message]:
    return [message for message in world.channel.history() if "Crux card" in shown(message)]


async def tick(world: World) -> None:
    await DueTick(due_cards(world.client, card_view), together=1, seconds=3600).tick()


async def test_it_comes_below_the_answer_that_opens_the_debate(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")

    (card,) = cards_in(world)
    last = world.channel.last_message
    assert last is not None
    assert last.id == card.id
    assert "Should we build?" in shown(card)


async def test_it_comes_with_the_first_tag_and_is_the_only_one_from_then_on(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")
    (first,) = cards_in(world)

    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.claim(world.ben, "Quality suffers")
    world.clock.at += MINUTE
    await tick(world)

    (kept,) = cards_in(world)
    assert kept.id == first.id
    assert "Should we build?" in shown(kept)


async def test_it_comes_with_a_statement_too(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")

    assert len(cards_in(world)) == 1


async def test_where_crux_may_not_post_whoever_opens_the_debate_is_told_and_it_is_open(world: World) -> None:
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )

    opened = await world.mod.slash(quiet, "debate open", question="Should we build?")
    status = await world.mod.slash(quiet, "debate status")

    assert "The debate has no status card, as Crux may not post here: it lacks Send Messages." in words(opened)
    assert "Should we build?" in words(status)
    who = Request(world.guild.id, quiet.id, "", world.mod.id, "mod", True, world.clock.at)
    assert await cards.card_here(world.client.sessions, who) is None


async def test_none_comes_where_the_house_wants_none(world: World) -> None:
    world.client.houses.default = replace(world.client.houses.default, card_by_itself=False)

    opened = await world.mod.slash(world.channel, "debate open", question="Should we build?")
    await tick(world)

    assert cards_in(world) == []
    assert "card" not in words(opened)


async def test_one_that_was_taken_away_does_not_come_back_by_itself(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.mod.slash(world.channel, "debate card", shown=False)

    await world.mod.slash(world.channel, "debate open", question="Should we build?")
    await tick(world)

    assert cards_in(world) == []


async def test_where_it_cannot_be_posted_just_now_it_comes_with_the_next_change(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=400, code=50083)

    await world.mod.slash(world.channel, "debate open", question="Should we build?")
    assert cards_in(world) == []
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    world.clock.at += MINUTE
    await tick(world)

    assert len(cards_in(world)) == 1


async def test_its_buttons_do_what_a_newcomer_needs(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    world.clock.at += MINUTE
    await tick(world)

    assert button_labels(cards_in(world)[0]) == [  # type: ignore[arg-type]
        "Answer what waits for you",
        "Join A",
        "Join B",
        "Map",
        "Whole ledger",
    ]
