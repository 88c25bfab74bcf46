"""What becomes of messages, channels and servers reaches the ledger, and nothing is said about the rest."""

import discord

from bot.actions.clock import retention
from tests.cogs.conftest import World, words


async def test_a_deleted_message_is_erased_from_its_entry(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall when we build")

    await world.ana.delete(message)

    card = await world.ben.slash(world.channel, "ledger entry", entry=1)
    digest = await world.mod.slash(world.channel, "digest now")
    assert "“(erased)”" in words(card)
    assert "Its message was deleted, and the words quoted from it are erased." in words(card)
    assert "Posted: " in words(digest)
    assert "Nothing in this ledger was changed" in words(await world.ben.slash(world.channel, "ledger verify"))


async def test_messages_deleted_in_bulk_are_erased(world: World) -> None:
    messages = [await world.ana.send(world.channel, f"Rents fall for reason {n}") for n in range(3)]
    for message in messages[:2]:
        await world.tag(world.ana, "Tag as claim", message, statement=message.content, passage=message.content)

    world.env.backend.bulk_delete_messages(world.channel.id, [message.id for message in messages])
    await world.env.settle()

    entries = (await world.ledger()).entries
    assert [(entry.statement, entry.source_deleted) for entry in entries.values()] == [(None, True)] * 2


async def test_an_edit_is_flagged_and_a_pin_is_not(world: World) -> None:
    world.clock.at = world.env.now()
    message = await world.ana.send(world.channel, "Rents fall when we build")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall when we build")
    await world.mod.set_pinned(message, True)
    assert not (await world.ledger()).entries[1].source_edited

    await world.env.advance_time(60)
    await world.ana.edit(message, "Rents rise when we build")

    entry = (await world.ledger()).entries[1]
    assert (entry.source_edited, entry.orphaned) == (True, False)
    assert "edited since it was tagged" in words(await world.ben.slash(world.channel, "ledger entry", entry=1))


async def test_a_message_command_brings_the_text_and_shows_that_the_passage_is_lost(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall when we build")
    await world.ana.edit(message, "Rents rise when we build")

    shown = await world.ben.context_menu(world.channel, "Show in ledger", message)

    assert "the passage is no longer in the message" in words(shown)
    assert (await world.ledger()).entries[1].orphaned


async def test_an_edit_that_mentions_crux_brings_its_text(world: World) -> None:
    assert world.client.user is not None
    mention = world.client.user.mention
    world.clock.at = world.env.now()
    message = await world.ana.send(world.channel, f"{mention} Rents fall when we build")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall when we build")
    await world.env.advance_time(60)

    await world.ana.edit(message, f"{mention} Rents rise when we build")

    entry = (await world.ledger()).entries[1]
    assert (entry.source_edited, entry.orphaned) == (True, True)


async def debated_with_a_thread(world: World) -> tuple[discord.TextChannel, discord.Thread]:
    """The channel and a thread in it, each with a debate of its own."""
    parent = await world.client.fetch_channel(world.channel.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="rents", type=discord.ChannelType.public_thread)
    (inside,) = [channel for channel in world.channel.threads if channel.id == thread.id]
    for channel in (world.channel, inside):
        await world.ana.slash(channel, "claim", statement="Rents fall")
    return parent, thread


async def test_with_a_channel_its_open_threads_are_lost(world: World) -> None:
    parent, thread = await debated_with_a_thread(world)

    await parent.delete()
    await world.env.settle()

    lost = await retention.channels_lost(world.client.sessions, world.guild.id)
    assert lost == sorted([world.channel.id, thread.id])


async def test_of_servers_no_channels_roles_or_members_are_kept(world: World) -> None:
    world.guild.create_text_channel("another")
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.env.settle()

    (server,) = world.client.guilds
    assert (list(server.channels), list(server.threads), list(server.roles)) == ([], [], [])
    assert {member.id for member in server.members} <= {server.me.id}
    assert world.client.get_channel(world.channel.id) is None


async def test_a_deleted_channel_or_thread_and_a_server_that_is_left_start_the_clock(world: World) -> None:
    _, thread = await debated_with_a_thread(world)

    await thread.delete()
    await world.env.settle()
    assert await retention.channels_lost(world.client.sessions, world.guild.id) == [thread.id]

    server = world.client.get_guild(world.guild.id)
    assert server is not None
    await server.leave()
    await world.env.settle()
    lost = await retention.channels_lost(world.client.sessions, world.guild.id)
    assert lost == sorted([world.channel.id, thread.id])
