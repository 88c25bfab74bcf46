"""The channels in which a server has its digests posted: what stands in their way there, and how it is let."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.discord.inspection import Inspection, NotAnswered
from bot.discord.permissions import commands_alone
from bot.words.answers import settings as words
from bot.words.front_end import FrontEnd
from cogs._translate import Interaction

CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]
"""Where a server can have its digests posted."""


class ChannelOption(app_commands.Transformer):
    """A channel of the server as an option of a command, as Discord describes it in the interaction."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return CHANNELS

    async def transform(
        self, interaction: discord.Interaction[Any], value: app_commands.AppCommandChannel, /
    ) -> app_commands.AppCommandChannel:
        return value


async def obstacles_to_digests(
    interaction: Interaction, front: FrontEnd, channels: Iterable[int | None]
) -> tuple[str, ...]:
    """What Crux may not do in each of these channels of the server, as far as Discord says."""
    guild = interaction.guild_id
    if guild is None or commands_alone(interaction) is not None:
        return ()
    named = dict.fromkeys(channel for channel in channels if channel is not None)
    found = [await _obstacle(interaction, front, guild, channel) for channel in named]
    return tuple(obstacle for obstacle in found if obstacle is not None)


async def _obstacle(interaction: Interaction, front: FrontEnd, guild: int, channel: int) -> str | None:
    try:
        facts = await Inspection(interaction.client).channel(guild, channel)
    except NotAnswered:
        return None
    if facts.obstacle is not None:
        return words.no_place_for_digests(front, channel, facts.obstacle)
    missing = (*facts.missing_to_post, *facts.missing_for_pictures)
    return words.missing_for_digests(front, channel, missing) if missing else None
