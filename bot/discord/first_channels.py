"""Where Crux can speak first on a server that it was added to."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.discord.permissions import missing_to_post
from bot.discord.rate_limit import RateLimit

MOST = 5
"""How many channels are tried at most."""


def first_channels(server: discord.Guild) -> list[int]:
    """The text channels where Crux can post: that for news of the server first, then the others from the top."""
    own, system = server.me, server.system_channel
    may = [channel.id for channel in _as_shown(server) if not missing_to_post(channel.permissions_for(own), False)]
    return sorted(may, key=lambda number: system is None or number != system.id)[:MOST]


async def ask_first_channels(client: discord.Client, limit: RateLimit, server: int) -> list[int]:
    """The same, as Discord says when it is asked. Raises discord.HTTPException."""
    assert client.user is not None
    async with limit.request():
        told: Any = await client.http.get_guild(server, with_counts=False)
    async with limit.request():
        channels: Any = await client.http.get_all_guild_channels(server)
    async with limit.request():
        own: Any = await client.http.get_member(server, client.user.id)
    complete = told | {"channels": channels, "members": [own]}
    return first_channels(discord.Guild(data=complete, state=client._connection))


def _as_shown(server: discord.Guild) -> Iterator[discord.TextChannel]:
    """Text channels from the top: those of no category come first. What Discord announces by is left out."""
    for _, channels in server.by_category():
        for channel in channels:
            if isinstance(channel, discord.TextChannel) and not channel.is_news():
                yield channel
