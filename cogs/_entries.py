"""Picking an entry by its number or its words, while one types."""

from discord import app_commands

from bot.actions import inspect
from bot.ledger.errors import Refusal
from bot.render import receipts
from cogs._translate import Interaction, asked


async def entry_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
    """The entries that fit what was typed so far; none where there is no debate."""
    try:
        found = await inspect.find_entries(interaction.client.sessions, asked(interaction), current)
    except Refusal:
        return []
    return [app_commands.Choice(name=receipts.choice_label(entry), value=entry.number) for entry in found[:25]]
