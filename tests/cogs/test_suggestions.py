"""/suggest and /ledger review: what messages may be entries, one by one, until their authors confirm."""

import discord
import pytest
from simcord.results import InteractionResult, ResponseMessage

from bot.actions import suggestions
from bot.ledger.entries import Kind, Status
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_message import Named
from bot.render.dialects.discord_suggestions import suggestions_in
from tests.cogs.conftest import NOW, World, button_labels, new_client, words
from tests.cogs.test_next_entries import response_of

NAMED = Named(str, str, str)


def grant_content(world: World) -> None:
    """What Discord says at the next connection, once whoever runs Crux has it given the text of messages."""
    world.client._connection.application_flags = discord.ApplicationFlags(gateway_message_content_limited=True)


async def suggest(world: World, *messages: discord.Message) -> None:
    """As an import of a file would."""
    found = [
        SuggestedOf(m.id, m.author.id, m.author.display_name, tuple(suggestions_in(m.content, NAMED))) for m in messages
    ]
    async with world.client.sessions.begin() as session:
        await suggestions.suggestions.add(session, world.guild.id, world.channel.id, found, NOW)


async def said(world: World) -> list[discord.Message]:
    """What was said before somebody thought of a debate."""
    return [
        await world.ana.send(world.channel, "I still think that rents fall. Bye."),
        await world.ben.send(world.channel, "Our crux is supply."),
        await world.ben.send(world.channel, "You're right about tax."),
    ]


@pytest.fixture
async def reviewed(world: World) -> ResponseMessage:
    """The first of three suggestions, as the moderator sees it."""
    await suggest(world, *await said(world))
    shown = await world.mod.slash(world.channel, "ledger review")
    assert shown.ephemeral
    return response_of(shown)


def public(result: InteractionResult) -> ResponseMessage:
    (answer,) = (one for one in result.followups if not one.ephemeral and "proposes" in one.content)
    return answer


async def test_each_is_shown_with_its_passage_its_author_its_message_and_why(
    world: World, reviewed: ResponseMessage
) -> None:
    assert reviewed.content.startswith(
        "-# 3 suggestions wait here.\nThis may be a claim, because of “I still think”:\n"
    )
    assert "> I still think that rents fall." in reviewed.content
    assert (
        f"<@{world.ana.id}> wrote it: https://discord.com/channels/{world.guild.id}/{world.channel.id}/"
        in reviewed.content
    )
    assert "As an entry: **I still think that rents fall.**" in reviewed.content
    assert button_labels(reviewed) == ["Accept", "Edit and accept", "Drop it", "Skip", "Stop here"]


async def test_what_is_accepted_is_proposed_to_its_author_and_the_next_one_follows(
    world: World, reviewed: ResponseMessage
) -> None:
    accepted = await world.mod.click(reviewed, label="Accept")

    assert "#1 is proposed to its author.\n-# 2 suggestions wait here.\nThis may be a crux" in words(accepted)
    card = public(accepted)
    assert "mod proposes to tag a message of" in card.content
    entry = (await world.ledger()).entries[1]
    assert (entry.status, entry.kind) == (Status.PROPOSED, Kind.CLAIM)
    await world.ana.click(card, label="Confirm")
    assert (await world.ledger()).entries[1].status is Status.LIVE


async def test_dropped_skipped_and_stopped_after_a_restart_too(world: World, reviewed: ResponseMessage) -> None:
    dropped = await world.mod.click(reviewed, label="Drop it")
    assert "Dropped: it is not suggested again.\n-# 2 suggestions wait here." in words(dropped)
    await world.env.restart_bot(new_client(world.client.sessions, world.clock))

    skipped = await world.mod.click(response_of(dropped), label="Skip")
    assert "This may be a concession, because of “You're right”" in words(skipped)
    assert button_labels(response_of(skipped)) == ["Edit and accept", "Drop it", "Skip", "Stop here"]
    last = await world.mod.click(response_of(skipped), label="Skip")
    assert "That was the last one. 2 suggestions wait here." in words(last)
    again = await world.mod.click(response_of(last), label="Look through them")
    assert "This may be a crux" in words(again)
    stopped = await world.mod.click(response_of(again), label="Stop here")
    assert words(stopped) == "2 suggestions wait here. /ledger review goes on with them."


async def test_a_concession_is_accepted_by_its_form_which_comes_back_filled_in(
    world: World, reviewed: ResponseMessage
) -> None:
    await world.claim(world.ana, "Taxes drive people away")
    second = await world.mod.click(reviewed, label="Skip")
    third = await world.mod.click(response_of(second), label="Skip")
    form = await world.mod.click(response_of(third), label="Edit and accept")
    assert form.modal is not None

    refused = await world.mod.submit_modal(form, {"statement": "Right about tax", "concedes": "99"})
    again = await world.mod.click(response_of(refused), label="Edit and try again")
    accepted = await world.mod.submit_modal(again, {"statement": "Right about tax", "concedes": "1"})

    assert "Right about tax" in public(accepted).content
    concession = (await world.ledger()).entries[2]
    assert (concession.kind, concession.passage) == (Kind.CONCESSION, "You're right about tax.")


async def test_what_another_moderator_decided_is_told(world: World, reviewed: ResponseMessage) -> None:
    another = await world.mod.slash(world.channel, "ledger review")
    await world.mod.click(reviewed, label="Drop it")

    late = await world.mod.click(response_of(another), label="Accept")

    assert "That suggestion waits no more" in words(late)


async def test_a_message_that_was_changed_or_deleted_is_no_entry(world: World) -> None:
    changed, _, deleted = await said(world)
    await suggest(world, changed, deleted)
    shown = await world.mod.slash(world.channel, "ledger review")
    await world.ana.edit(changed, "I no longer think so.")
    assert "the passage is not in it any more" in words(await world.mod.click(response_of(shown), label="Accept"))

    await world.mod.click(response_of(shown), label="Drop it")
    await world.ben.delete(deleted)
    assert "No suggestion waits here." in words(await world.mod.slash(world.channel, "ledger review"))


async def test_only_moderators_look_at_them(world: World) -> None:
    for command in ("suggest", "ledger review"):
        assert "moderators" in words(await world.ana.slash(world.channel, command))


async def test_the_latest_messages_are_read_where_their_text_is_given(world: World) -> None:
    grant_content(world)
    await said(world)
    await world.claim(world.ana, "I think that taxes drive people away")

    read = await world.mod.slash(world.channel, "suggest")

    assert "New: 3 suggestions. 3 suggestions wait here." in words(read)
    assert button_labels(response_of(read)) == ["Look through them"]


async def test_a_channel_that_was_read_lately_is_not_read_again_even_after_a_restart(world: World) -> None:
    grant_content(world)
    await world.mod.slash(world.channel, "suggest")
    assert "less than a minute ago" in words(await world.mod.slash(world.channel, "suggest"))

    await world.env.restart_bot(client := new_client(world.client.sessions, world.clock))
    client._connection.application_flags = discord.ApplicationFlags(gateway_message_content_limited=True)

    assert "less than a minute ago" in words(await world.mod.slash(world.channel, "suggest"))


async def test_where_their_text_is_not_given_it_says_so_and_what_to_do(world: World) -> None:
    told = words(await world.mod.slash(world.channel, "suggest"))

    assert "it was not granted the message content intent" in told
    assert "crux import chat.json --format discord" in told
    assert "Tag as claim" in told
