"""What people wrote in a channel, as far as Crux may read it."""

import discord

from bot.discord.client import CruxClient
from bot.discord.permissions import Interaction, commands_alone
from bot.ledger.refusals import CannotReadHere

MOST_READ = 300
"""How many of a channel's latest messages are read at once."""

_PAGE = 100
"""How many messages Discord gives in one answer."""


async def sees_content(client: CruxClient) -> bool:
    """Whether Discord gives Crux the text of messages: whoever runs it has let it have the message content intent.

    It is asked anew where it was not so: it may have been granted since the start.
    """
    if _has_content(client.application_flags):
        return True
    async with client.limit.request():
        return _has_content((await client.application_info()).flags)


def _has_content(flags: discord.ApplicationFlags) -> bool:
    return flags.gateway_message_content or flags.gateway_message_content_limited


def require_readable(interaction: Interaction) -> None:
    """Raises CommandsAlone or CannotReadHere, where Crux may not read the channel of an interaction."""
    if (alone := commands_alone(interaction)) is not None:
        raise alone
    allowed = interaction.app_permissions
    if not (allowed.administrator or (allowed.view_channel and allowed.read_message_history)):
        raise CannotReadHere


async def latest_messages(client: CruxClient, channel: int, guild: int) -> list[discord.Message]:
    """The latest messages of a channel, the newest first. Raises CannotReadHere."""
    place = client.get_partial_messageable(channel, guild_id=guild)
    read: list[discord.Message] = []
    try:
        while len(read) < MOST_READ:
            async with client.limit.request():
                page = [message async for message in place.history(limit=_PAGE, before=read[-1] if read else None)]
            read += page
            if len(page) < _PAGE:
                break
    except (discord.Forbidden, discord.NotFound):
        raise CannotReadHere from None
    return read


async def text_now(client: CruxClient, channel: int, guild: int, message: int) -> str | None:
    """The text of a message as it is now; None where Crux may not read it. Raises discord.NotFound where it is gone."""
    place = client.get_partial_messageable(channel, guild_id=guild)
    try:
        async with client.limit.request():
            found = await place.fetch_message(message)
    except discord.Forbidden:
        return None
    return found.content or None
