"""Channels and servers that Crux loses or finds again: the retention clock of their debates starts and stops."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.actions.clock import retention
from bot.discord.client import CruxClient
from bot.discord.retry import retried

ACTIVE_LATELY = timedelta(minutes=1)
"""For how long a channel in which somebody was active is known to be there."""

MOST_ACTIVE = 10_000
"""How many channels are remembered as active lately."""


class Retention(commands.Cog):
    """Lost channels and servers start the retention clock; whatever shows that a channel is there stops its clock.

    A server's outage is no loss.
    """

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_activity(self._active)
        self.looked = asyncio.Event()
        """Set once it is known which of the servers that debates are kept of are there."""
        self._active_at: dict[int, datetime] = {}
        """When a channel was last written down as there; forgetting it costs one more look."""
        self._of_servers = asyncio.Lock()
        """What comes and goes is written down one after the other, or a server just left would be found there."""

    # Lost

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        at = self.client.clock.now()
        await retried("server left", lambda: self._left(guild.id, at))

    async def _left(self, guild: int, at: datetime) -> None:
        self._active_at.clear()
        async with self._of_servers:
            await retention.server_left(self.client.sessions, guild, at)

    @commands.Cog.listener()
    async def on_channel_gone(self, channel: int) -> None:
        """A channel or a thread was deleted. With a channel go its threads, as far as they were open: archived ones are
        not known."""
        self._active_at.pop(channel, None)
        at = self.client.clock.now()
        await retried("channel left", lambda: retention.channel_left(self.client.sessions, channel, at))

    # There again

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._came(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._came(guild)

    async def _came(self, guild: discord.Guild) -> None:
        # Those that come at the start, thousands maybe, are looked at all together once they are there.
        if self.client.is_ready():
            await retried("server there", lambda: self._look_in(guild))

    @commands.Cog.listener()
    async def on_channel_there(self, channel: int) -> None:
        """A thread is open that was not before."""
        await retention.channels_back(self.client.sessions, (channel,))

    async def _active(self, interaction: discord.Interaction[CruxClient]) -> None:
        now, channel = self.client.clock.now(), interaction.channel_id
        if channel is None or self._is_noted(channel, now) or interaction.guild_id is None:
            return
        if interaction.type is not discord.InteractionType.autocomplete:
            private = interaction.channel is not None and interaction.channel.type is discord.ChannelType.private_thread
            await self._note_active(interaction.guild_id, channel, now, private=private)

    def _is_noted(self, channel: int, now: datetime) -> bool:
        """Whether it was written down lately that somebody is active in the channel."""
        noted = self._active_at.get(channel)
        return noted is not None and now - noted < ACTIVE_LATELY

    async def _note_active(self, guild: int, channel: int, now: datetime, *, private: bool) -> None:
        """Somebody is active in the channel, so it is there: written down now and then, not with each click."""
        if len(self._active_at) >= MOST_ACTIVE:
            self._active_at.clear()
        await retention.channel_active(self.client.sessions, channel, private=private)
        # For a server that Crux is in, no clock runs; where only its commands are, this is the sign that they are used.
        if not self.client.is_on(guild):
            await retention.server_back(self.client.sessions, guild)
        self._active_at[channel] = now

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await retried("looked around", self._look_around)
        self.looked.set()

    async def _look_around(self) -> None:
        """See what became of the servers while nobody listened: those of this process's shards alone."""
        at, there = self.client.clock.now(), {guild.id: guild for guild in self.client.guilds}
        for number in await retention.servers_kept(self.client.sessions):
            if not is_ours(number, self.client.shards, self.client.shard_count or 1):
                continue
            if number in there:
                await self._look_in(there[number])
            else:
                await self._left(number, at)

    async def _look_in(self, guild: discord.Guild) -> None:
        """Stop the clock for those of a server's lost channels that are there, unless Crux has left it meanwhile."""
        async with self._of_servers:
            lost = await retention.channels_lost(self.client.sessions, guild.id)
            there = [channel for channel in lost if await self._is_there(channel)]
            if self.client.get_guild(guild.id) is None:
                return
            await retention.server_back(self.client.sessions, guild.id)
            if there:
                await retention.channels_back(self.client.sessions, there)

    async def _is_there(self, channel: int) -> bool:
        try:
            async with self.client.limit.request():
                await self.client.fetch_channel(channel)
        except discord.NotFound:
            return False
        except discord.Forbidden:
            return True  # there, though not for Crux's eyes just now
        return True


def is_ours(guild: int, shards: Collection[int], of: int) -> bool:
    """Whether one of these shards gets the events of a server: each server belongs to one of all shards."""
    return (guild >> 22) % of in shards


async def looked_around(client: CruxClient) -> None:
    """Wait until it is known which servers are there."""
    await client.wait_until_ready()
    cog = client.get_cog(Retention.__cog_name__)
    if isinstance(cog, Retention):
        await cog.looked.wait()


async def setup(client: CruxClient) -> None:
    await client.add_cog(Retention(client))
