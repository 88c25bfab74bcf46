"""Suggestions looked at one by one, each in the place of the one before: what is next stands in the buttons."""

from collections.abc import Sequence

import discord

from bot.actions import suggestions
from bot.actions.suggestions import Review
from bot.discord.posting import SILENT
from bot.ledger.entries import Kind
from bot.words import buttons as labels
from bot.words.answers import suggestions as answers
from bot.words.front_end import FrontEnd
from cogs._answers import Button, answer, button, row
from cogs._translate import Interaction, reader_front, request_from


async def show_first(interaction: Interaction) -> None:
    """The first suggestion that waits here, for who asked alone. Raises ModeratorsOnly."""
    text, buttons = await next_shown(interaction, 0, 0)
    await answer(interaction, text, *buttons)


async def next_shown(interaction: Interaction, message: int, place: int) -> tuple[str, Sequence[Button]]:
    """The first suggestion behind that place of that message, with what can be done with it."""
    request = request_from(interaction)
    review = await suggestions.review(interaction.client.sessions, request, message, place)
    return _shown(reader_front(interaction), request.guild, request.channel, review)


async def show_next(interaction: Interaction, message: int, place: int, told: str | None = None) -> None:
    """The next one, in the place of the one that was pressed, below what became of that."""
    text, buttons = await next_shown(interaction, message, place)
    await in_place(interaction, "\n".join(filter(None, (told, text))), buttons)


async def in_place(interaction: Interaction, text: str, buttons: Sequence[Button]) -> None:
    """Show it in the place of what was pressed; a press that no message of Crux bears is answered beside it."""
    if interaction.message is None:
        await answer(interaction, text, *buttons)
    else:
        await interaction.response.edit_message(content=text, view=row(*buttons), allowed_mentions=SILENT)


def _shown(front: FrontEnd, guild: int, channel: int, review: Review) -> tuple[str, Sequence[Button]]:
    found = review.shown
    if found is None:
        again = (review_button(front),) if review.waiting else ()
        return answers.nothing_left(front, review.waiting), again
    where = (found.message, found.place)
    # What is conceded has to be said, so a concession is accepted by its form.
    accept = button(front.say(labels.ACCEPT), "sug_accept", *where, style=discord.ButtonStyle.success)
    buttons = (
        *(() if found.kind is Kind.CONCESSION else (accept,)),
        button(front.say(labels.EDIT_AND_ACCEPT), "sug_edit", *where),
        button(front.say(labels.DROP), "sug_drop", *where, style=discord.ButtonStyle.danger),
        button(front.say(labels.SKIP), "sug_next", *where),
        button(front.say(labels.STOP), "sug_stop"),
    )
    return answers.shown(front, guild, channel, found, review.waiting), buttons


def review_button(front: FrontEnd) -> Button:
    """Leads to the first suggestion that waits."""
    return button(front.say(labels.REVIEW), "sug_next", 0, 0)
