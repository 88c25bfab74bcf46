"""The entries of a message that somebody right-clicks: tagged on it, or told of by Crux in it."""

import re

import discord

from bot.actions import entries
from bot.actions.entries import ShownEntries
from bot.discord.posting import written_in
from bot.ledger.refusals import NamesNoEntry, NothingTaggedThere
from cogs._translate import Interaction, note_source, request_from

MOST_SHOWN = 5
"""How many entries that a digest or a card names are shown: the answer is one message, with five rows of buttons."""

_ENTRY = re.compile(r"#(\d{1,9})\b")


async def entries_on(interaction: Interaction, message: discord.Message) -> ShownEntries:
    """The entries of the message, at least one. Raises NothingTaggedThere, and NamesNoEntry for a message of Crux's."""
    sessions, request, own = interaction.client.sessions, request_from(interaction), interaction.client.user
    if own is not None and message.author.id == own.id:
        named = list(dict.fromkeys(int(number) for number in _ENTRY.findall(written_in(message))))
        told = await entries.entries_named(sessions, request, named[:MOST_SHOWN])
        if not told.entries:
            raise NamesNoEntry
        return told
    await note_source(interaction, message)
    tagged = await entries.entries_of_message(sessions, request, message.id)
    if not tagged.entries:
        raise NothingTaggedThere
    return tagged
