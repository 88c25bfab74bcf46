"""What says nearly the same as a new entry, offered to its author once everything else is answered."""

from bot.actions import similar
from bot.ledger.entries import Entry
from bot.words import buttons as labels
from bot.words.answers import similar as words
from cogs._answers import button, follow_up
from cogs._translate import Interaction, reader_front, request_from

BUSY = 4
"""With more interactions in hand than that, people are answered, and nobody is asked."""


async def offer_similar(interaction: Interaction, entry: Entry) -> None:
    """Ask the author whether they rather take a stance on what is there; nothing where nothing is like it."""
    client = interaction.client
    if client.in_hand.number > BUSY:
        return
    before = await similar.said_before(client.sessions, request_from(interaction), entry)
    if before is None:
        return
    front = reader_front(interaction)
    instead = button(labels.instead(front, before.number), "instead", entry.number, before.number)
    await follow_up(interaction, words.said_before(front, entry, before), instead)
