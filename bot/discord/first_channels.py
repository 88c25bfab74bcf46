"""Where Crux can speak first on a server that it was added to, by what Discord tells of the server just then."""

from collections.abc import Iterator

import discord

from bot.discord.permissions import missing_to_post

MOST = 5
"""How many channels are tried at most."""


def first_channels(server: discord.Guild) -> list[int]:
    """The text channels where Crux can post: that for news of the server first, then the others from the top."""
    own, system = server.me, server.system_channel
    may = [channel.id for channel in _as_shown(server) if not missing_to_post(channel.permissions_for(own), False)]
    return sorted(may, key=lambda number: system is None or number != system.id)[:MOST]


def _as_shown(server: discord.Guild) -> Iterator[discord.TextChannel]:
    """Text channels from the top: those of no category come first. What Discord announces by is left out."""
    for _, channels in server.by_category():
        for channel in channels:
            if isinstance(channel, discord.TextChannel) and not channel.is_news():
                yield channel
