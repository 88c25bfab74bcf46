"""By what everybody sees that somebody tagged a message of their own: a line in the channel, or a reaction."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
import structlog

from bot.discord.posting import SILENT
from bot.ledger.entries import Entry
from bot.ledger.house import TagsShown
from bot.render.front_ends import DISCORD
from bot.words.answers import tags as answers
from cogs._answers import Button, row, stance_buttons
from cogs._translate import Interaction, request_from

log = structlog.get_logger(__name__)

EMOJI = "\N{PUSHPIN}"


@dataclass(frozen=True, slots=True)
class Sign:
    """What is shown, and the message that shows it."""

    kind: TagsShown
    message: int


async def show(interaction: Interaction, entry: Entry) -> Sign | None:
    """Let everybody see a tag, as the server wants it, once its author is answered; None where nothing is shown.

    The tag stands whether or not Discord lets Crux show it.
    """
    wanted = interaction.client.house.tags_shown
    if wanted is TagsShown.REACTION and entry.source is not None:
        message, where = entry.source.message, request_from(interaction)
        if await interaction.client.own_messages.react(where.channel, where.guild, message, EMOJI):
            return Sign(TagsShown.REACTION, message)
    return await _show_line(interaction, entry) if wanted is not TagsShown.NONE else None


async def _show_line(interaction: Interaction, entry: Entry) -> Sign | None:
    text = answers.seen(DISCORD, entry, interaction.user.id, guild=request_from(interaction).guild)
    view = row(*stance_buttons(entry)) if entry.asks_for_stances else discord.utils.MISSING
    try:
        line = await interaction.followup.send(text, view=view, wait=True, allowed_mentions=SILENT)
    except discord.HTTPException as error:
        log.warning("a tag could not be shown", channel=interaction.channel_id, code=error.code)
        return None
    return Sign(TagsShown.LINE, line.id)


async def with_sign(interaction: Interaction, buttons: Sequence[Button]) -> None:
    """Have the answer bear buttons that know of the sign; where Discord refuses that, the earlier ones stay."""
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
