"""What Crux begins with on a server: one message, which the clock posts, and the example that it shows."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import discord
from discord.ext import commands

from bot.actions.clock import welcomes
from bot.actions.example import example_digest
from bot.discord.client import CruxClient
from bot.discord.first_channels import ask_first_channels
from bot.discord.retry import retried
from cogs._answers import show_layout
from cogs._translate import Interaction, reader_front, request_from
from cogs._welcome_view import example_view


class Welcome(commands.Cog):
    """Notes that Crux was added to a server; the other buttons of its message are those of debates and settings."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("example", self.show_example)

    @commands.Cog.listener()
    async def on_server_joined(self, guild: int, channels: Sequence[int]) -> None:
        at = self.client.clock.now()
        await retried("server joined", lambda: welcomes.server_joined(self.client.sessions, guild, channels, at))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        joined = dict(self.client.joined)
        await retried("servers missed", lambda: self._welcome_missed(joined))

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        # Those that come at the start are looked at all together once they are there.
        if self.client.is_ready() and (at := self.client.joined.get(guild.id)) is not None:
            await retried("server missed", lambda: self._welcome_missed({guild.id: at}))

    async def _welcome_missed(self, joined: Mapping[int, datetime]) -> None:
        """Have those of the servers be welcomed that Crux was added to while nobody listened."""
        at = self.client.clock.now()
        for guild in await welcomes.servers_missed(self.client.sessions, joined, at):
            with suppress(discord.NotFound, discord.Forbidden):  # Crux was removed from it meanwhile
                channels = await ask_first_channels(self.client, self.client.limit, guild)
                await welcomes.server_joined(self.client.sessions, guild, channels, at)

    async def show_example(self, interaction: Interaction, _: list[str]) -> None:
        view = example_view(reader_front(interaction), example_digest(), request_from(interaction).guild)
        view.stop()
        await show_layout(interaction, view)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Welcome(client))
