"""Picking an entry by its number or its words, while one types."""

from collections.abc import Awaitable, Callable, Coroutine

from discord import app_commands

from bot.actions import entries
from bot.ledger.entries import Entry, SetApart
from bot.ledger.refusals import Refusal
from bot.words.answers.entries import choice
from cogs._translate import Interaction, reader_front, request_from

MOST_CHOICES = 25
"""Discord shows at most so many choices."""

Choices = list[app_commands.Choice[int]]


async def entry_choices(interaction: Interaction, current: str) -> Choices:
    """The entries that fit what was typed so far; none where there is no debate."""
    sessions = interaction.client.sessions
    return await _offered(
        interaction, lambda: entries.find_entries(sessions, request_from(interaction), current, MOST_CHOICES)
    )


def choices_set_apart(how: SetApart) -> Callable[[Interaction, str], Coroutine[None, None, Choices]]:
    """The same among the entries that were set apart so, to be brought back."""

    async def choices(interaction: Interaction, current: str) -> Choices:
        sessions = interaction.client.sessions
        return await _offered(
            interaction, lambda: entries.find_set_apart(sessions, request_from(interaction), how, current, MOST_CHOICES)
        )

    return choices


async def _offered(interaction: Interaction, find: Callable[[], Awaitable[list[Entry]]]) -> Choices:
    front = reader_front(interaction)
    try:
        matches = await find()
    except Refusal:
        return []
    return [app_commands.Choice(name=choice(front, entry), value=entry.number) for entry in matches]
