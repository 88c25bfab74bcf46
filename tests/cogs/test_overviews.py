"""/overview: the debates of a server, of which each reader is told what they could see for themselves."""

from typing import Any

import discord
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.ledger.refusals import ParticipantsOnly
from bot.render.front_ends import DISCORD
from bot.words.refusals import refused
from tests.cogs.conftest import World, button_labels, inside, private, shown, thread_in, words

Overwrites = dict[Any, discord.PermissionOverwrite]
NOT_SEEN = discord.PermissionOverwrite(view_channel=False)


async def debate(world: World, channel: ChannelHandle, question: str, *claims: str) -> None:
    """A debate with ana's claims, all of which ben agrees with but the last."""
    await world.ana.slash(channel, "debate open", question=question, side_a="Build", side_b="Wait")
    await world.ana.slash(channel, "side join", side="Build")
    await world.ben.slash(channel, "side join", side="Wait")
    for number, words_of in enumerate(claims, start=1):
        await world.ana.slash(channel, "claim", statement=words_of)
        answered = "disagree" if number == len(claims) else "agree"
        await world.ben.slash(channel, "stance", entry=number, answer=answered)


def told(result: InteractionResult) -> str:
    return shown(private(result))


async def test_each_debate_stands_there_with_its_counts_and_what_stands_out_in_all(world: World) -> None:
    parks = world.guild.create_text_channel("parks")
    await debate(world, world.channel, "Should we build?", "Rents fall", "Streets fill")
    await debate(world, parks, "Should parks close?", "Parks are loud at night")
    await world.ana.slash(world.channel, "claim", statement="Noise grows")

    text = told(await world.mod.slash(world.channel, "overview"))

    assert "2 debates · open: 2 · agreed: 1 · diverging: 2" in text
    assert "### Most agreed\n- #1 Rents fall (A 1 of 1 · B 1 of 1 · [Should we build?](" in text
    assert "- #1 Parks are loud at night (agree: A 1 of 1 · B 0 of 1 · [Should parks close?](" in text
    link = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}"
    assert f"**[Should we build?]({link})**\nagreed: 1 · diverging: 1 · awaited: B Wait on 1 · <t:" in text
    assert text.index("[Should we build?](" + link + ")**") < text.index(
        "[Should parks close?](https", text.index("**[")
    )


async def test_what_a_reader_could_not_see_is_left_out_and_never_shown_to_everyone(world: World) -> None:
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: NOT_SEEN,
        world.mod: discord.PermissionOverwrite(view_channel=True),
    }
    hidden = world.guild.create_text_channel("board", overwrites=overwrites)
    await world.mod.slash(hidden, "debate open", question="Should the board step down?")
    await debate(world, world.channel, "Should we build?", "Rents fall")

    for_ben = told(await world.ben.slash(world.channel, "overview"))
    for_mod = told(await world.mod.slash(world.channel, "overview"))
    for_all = await world.mod.slash(world.channel, "overview", everyone=True)

    assert for_all.response is not None
    assert "Should the board step down?" in for_mod
    assert "Should we build?" in for_ben
    assert "Should we build?" in shown(for_all.response)
    assert not for_all.ephemeral
    assert not any("board" in text for text in (for_ben, shown(for_all.response)))


async def test_only_who_may_post_a_digest_shows_it_to_everyone(world: World) -> None:
    refusal = await world.ben.slash(world.channel, "overview", everyone=True)

    assert words(refusal) == refused(DISCORD, ParticipantsOnly())


async def test_pages_take_each_others_place_for_a_reader_and_a_channel_can_be_named(world: World) -> None:
    parks = world.guild.create_text_channel("parks")
    for number in range(6):
        channel = world.channel if number else parks
        thread = await thread_in(world, channel, f"debate {number}")
        await world.ana.slash(inside(channel, thread), "debate open", question=f"Question {number}?")

    first = await world.ben.slash(world.channel, "overview")
    assert button_labels(private(first)) == ["Next page"]
    on_first = told(first)
    second = await world.ben.click(private(first), label="Next page")
    in_parks = told(await world.ben.slash(world.channel, "overview", channel=parks))

    assert "page 1 of 2" in on_first
    assert [f"Question {number}?" in on_first for number in range(6)] == [True, True, True, True, True, False]
    assert second.response is not None
    assert "Question 5?" in shown(second.response)
    assert "Question 1?" not in shown(second.response)
    assert "## Debates of this channel\n1 debate" in in_parks
    assert "\nNeeds answers · 0 entries" in in_parks
    assert "Needs answers" not in on_first


async def test_an_archived_thread_is_looked_up_once_and_a_private_one_is_for_who_is_in_it(world: World) -> None:
    thread = await thread_in(world, world.channel, "old")
    await world.ana.slash(inside(world.channel, thread), "debate open", question="An old question?")
    secret = await thread_in(world, world.channel, "secret", private=True)
    await secret.add_user(discord.Object(world.ana.id))
    await world.ana.slash(inside(world.channel, secret), "debate open", question="A secret question?")
    await thread.edit(archived=True)

    texts = [told(await world.ben.slash(world.channel, "overview")) for _ in range(2)]

    assert all("An old question?" in text for text in texts)
    assert not any("secret" in text for text in texts)
