"""/me debates: what a person takes part in, and what became of what they wrote, for them alone."""

import discord

from tests.cogs.conftest import World, button_labels, inside, private, shown, thread_in


async def test_somebody_sees_their_debates_and_what_became_of_what_they_wrote(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Build", side_b="Wait")
    await world.ana.slash(world.channel, "side join", side="Build")
    await world.ben.slash(world.channel, "side join", side="Wait")
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    await world.ben.slash(world.channel, "claim", statement="Noise grows")
    await world.mod.slash(world.channel, "digest now")

    own = await world.ana.slash(world.channel, "me debates")

    text = shown(private(own))
    link = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}"
    assert "## Your debates in this server\n1 debate · awaiting your answer: 1 · you moved on: 0\n" in text
    assert f"- **[Should we build?]({link})**: Build · awaiting your answer: 1 · <t:" in text
    assert "### What you wrote\n" in text
    assert "Rents fall\n-# claim · both accept · A 1 of 1 · B 1 of 1 · in digests: 1 · https://discord" in text
    assert "Noise" not in text


async def test_pages_of_what_was_written_take_each_others_place(world: World) -> None:
    for number in range(6):
        await world.ana.slash(world.channel, "claim", statement=f"Claim {number}")

    first = await world.ana.slash(world.channel, "me debates")
    assert button_labels(private(first)) == ["Next page"]
    second = await world.ana.click(private(first), label="Next page")

    assert second.response is not None
    text = shown(second.response)
    assert "Claim 0" in text
    assert "Claim 1" not in text
    assert button_labels(second.response) == ["Previous page"]


async def test_of_a_private_thread_one_is_told_only_while_one_is_in_it(world: World) -> None:
    secret = await thread_in(world, world.channel, "secret", private=True)
    await secret.add_user(discord.Object(world.ana.id))
    await world.ana.slash(inside(world.channel, secret), "claim", statement="Among us")

    there = shown(private(await world.ana.slash(world.channel, "me debates")))
    await secret.remove_user(discord.Object(world.ana.id))
    gone = shown(private(await world.ana.slash(world.channel, "me debates")))

    assert "Among us" in there
    assert "Among us" not in gone


async def test_who_takes_part_in_nothing_is_told_how_to_begin(world: World) -> None:
    own = await world.ben.slash(world.channel, "me debates")

    assert "You take part in none here yet. /debate open begins one" in shown(private(own))
