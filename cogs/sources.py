"""What happens to the messages that entries were tagged from: deleted ones are erased, edited ones flagged."""

from collections.abc import Collection

import discord
from discord.ext import commands

from bot.actions import sources
from bot.discord.client import CruxClient
from bot.discord.retry import retried


class Sources(commands.Cog):
    """Listens to messages that are deleted or edited."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, payload.message_ids)

    async def _deleted(self, guild: int | None, channel: int, messages: Collection[int]) -> None:
        if guild is None:
            return
        at = self.client.clock.now()
        await retried(
            "messages deleted",
            lambda: sources.messages_deleted(self.client.sessions, guild, channel, messages, at),
        )

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message, guild = payload.message, payload.guild_id
        # Unfolding embeds and pins arrive as edits too, but leave the time of the last edit as it was.
        if guild is None or message.edited_at is None:
            return
        # Without the message content intent a text comes only where Crux is mentioned; an empty one says nothing.
        text, edited_at, at = message.content or None, message.edited_at, self.client.clock.now()
        await retried(
            "message edited",
            lambda: sources.message_seen(
                self.client.sessions, guild, payload.channel_id, payload.message_id, text, edited_at, at
            ),
        )


async def setup(client: CruxClient) -> None:
    await client.add_cog(Sources(client))
