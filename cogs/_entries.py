"""Picking an entry by its number or its words, while one types."""

from discord import app_commands

from bot.actions import entries
from bot.ledger.refusals import Refusal
from bot.words.answers.entries import choice
from cogs._translate import Interaction, reader_front, request_from

MOST_CHOICES = 25
"""Discord shows at most so many choices."""


async def entry_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
    """The entries that fit what was typed so far; none where there is no debate."""
    front = reader_front(interaction)
    try:
        matches = await entries.find_entries(
            interaction.client.sessions, request_from(interaction), current, MOST_CHOICES
        )
    except Refusal:
        return []
    return [app_commands.Choice(name=choice(front, entry), value=entry.number) for entry in matches]
