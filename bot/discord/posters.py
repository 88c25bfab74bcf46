"""How each kind of message that Crux posts by itself is posted on Discord."""

from collections.abc import Callable

import discord
import structlog

from bot.actions.cards import ReadyCard
from bot.actions.digests import ReadyDigest
from bot.discord.pictures import Picture
from bot.discord.posting import CannotPost, OwnMessages

log = structlog.get_logger(__name__)

DigestView = Callable[[ReadyDigest, Picture | None], discord.ui.LayoutView]
"""How a digest becomes a message, with its picture or without."""

CardView = Callable[[ReadyCard], discord.ui.LayoutView]
"""How a status card becomes a message."""

PICTURE_REFUSED = (50013, 40005)
"""Codes for a missing permission, which may be Attach Files alone, and for a file that is too large here."""


async def post_digest(messages: OwnMessages, ready: ReadyDigest, view_of: DigestView, picture: Picture | None) -> int:
    """Post a digest once, with its picture where Crux may attach files. Raises what `OwnMessages.post` raises."""
    channel, guild = ready.debate.id, ready.debate.guild
    if picture is not None:
        try:
            return await messages.post(channel, guild, view_of(ready, picture), ready.reference, picture)
        except CannotPost as refused:
            if refused.code not in PICTURE_REFUSED:
                raise
            log.info("digest goes without its picture", channel=channel, code=refused.code)
    return await messages.post(channel, guild, view_of(ready, None), ready.reference)
