"""By what everybody sees that somebody tagged a message of their own: a line in the channel, or a reaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.discord.errors import was_answered
from bot.discord.posting import SILENT
from bot.ledger.entries import Entry
from bot.ledger.house import TagsShown
from bot.words.answers import tags as answers
from cogs._answers import Button, answer, follow_up, row, stance_buttons
from cogs._translate import Interaction, request_from, server_front

log = structlog.get_logger(__name__)

EMOJI = "\N{PUSHPIN}"

NOT_SENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""How sending a line fails: Discord refuses it, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What is shown, and the message that shows it."""

    kind: TagsShown
    message: int


ButtonsWith = Callable[[Sign | None], Sequence[Button]]
"""The buttons of the answer to a tag, where a sign shows it or nothing does."""


async def answer_and_show(interaction: Interaction, entry: Entry, text: str, buttons: ButtonsWith) -> None:
    """Answer the author of a tag, and let everybody see it as the server wants it.

    The buttons of the answer know of the sign, so that undoing the tag takes it away. The tag stands, and its author is
    answered, whether or not Discord lets Crux show it.
    """
    wanted = interaction.client.houses.of(interaction.guild_id).tags_shown
    if wanted is TagsShown.NONE:
        await answer(interaction, text, *buttons(None))
    elif wanted is TagsShown.REACTION and entry.source is not None:
        await _answer_and_react(interaction, entry, entry.source.message, text, buttons)
    else:
        await _line_and_answer(interaction, entry, text, buttons)


async def _answer_and_react(
    interaction: Interaction, entry: Entry, message: int, text: str, buttons: ButtonsWith
) -> None:
    """With a reaction; with a line where Discord refuses that."""
    await answer(interaction, text, *buttons(Sign(TagsShown.REACTION, message)))
    where = request_from(interaction)
    if not await interaction.client.own_messages.react(where.channel, where.guild, message, EMOJI):
        await _bear(interaction, buttons(await _later_line(interaction, entry)))


async def _line_and_answer(interaction: Interaction, entry: Entry, text: str, buttons: ButtonsWith) -> None:
    """With a line, which is the first response: that gives its id, so that the answer need not be edited."""
    line, view = _line(interaction, entry)
    try:
        sent = await interaction.response.send_message(line, view=view, allowed_mentions=SILENT)
        # What is answered in the response to an interaction by HTTP has no id there.
        shown = sent.message_id or (await interaction.original_response()).id
    except NOT_SENT as error:
        if not was_answered(error):
            _log_hidden(interaction, error)
            await answer(interaction, text, *buttons(None))
            return
        # This very request wrote the tag, so that was its line: Discord's answer was lost, and the line sent again.
        shown = (await interaction.original_response()).id
    await follow_up(interaction, text, *buttons(Sign(TagsShown.LINE, shown)))


async def _later_line(interaction: Interaction, entry: Entry) -> Sign | None:
    text, view = _line(interaction, entry)
    try:
        line = await interaction.followup.send(text, view=view, wait=True, allowed_mentions=SILENT)
    except NOT_SENT as error:
        _log_hidden(interaction, error)
        return None
    return Sign(TagsShown.LINE, line.id)


def _line(interaction: Interaction, entry: Entry) -> tuple[str, discord.ui.View]:
    """The words and buttons of a line."""
    front = server_front(interaction)
    text = answers.seen(front, entry, interaction.user.id, guild=request_from(interaction).guild)
    return text, row(*stance_buttons(front, entry)) if entry.asks_for_stances else discord.utils.MISSING


def _log_hidden(interaction: Interaction, error: Exception) -> None:
    code, name = getattr(error, "code", None), type(error).__name__
    log.warning("a tag could not be shown", channel=interaction.channel_id, error=name, code=code)


async def _bear(interaction: Interaction, buttons: Sequence[Button]) -> None:
    """Have the answer bear other buttons; where Discord refuses that, the earlier ones stay."""
    try:
        await interaction.edit_original_response(view=row(*buttons))
    except discord.HTTPException as error:
        log.warning("an answer could not be edited", channel=interaction.channel_id, code=error.code)


async def take_back(interaction: Interaction, shown: list[str]) -> None:
    """Take away by what everybody saw a tag that its author has undone; `shown` is what the button knows of it."""
    if len(shown) != 2 or shown[0] not in set(TagsShown) or not shown[1].isdecimal():
        return
    where, own, message = request_from(interaction), interaction.client.own_messages, int(shown[1])
    try:
        if shown[0] == TagsShown.REACTION:
            await own.take_reaction_back(where.channel, where.guild, message, EMOJI)
        else:
            await own.take_back(where.channel, where.guild, message)
    except discord.HTTPException as error:
        log.warning("the sign of a tag could not be taken back", channel=where.channel, code=error.code)
