"""What happens to messages, channels and servers that Crux keeps ledgers of. It only listens."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import discord
import structlog
from discord.ext import commands

from bot.actions import sources
from bot.client import CruxClient

log = structlog.get_logger(__name__)

WAITS = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each further try: Discord tells of a deletion once, whatever the database is doing just then."""


async def surely(what: str, do: Callable[[], Awaitable[None]]) -> None:
    """Do it, again and again where it fails for now."""
    for wait in WAITS:
        try:
            return await do()
        except Exception as error:  # whatever it was, nobody tells us twice
            log.warning("tried again", what=what, again_in_seconds=wait, error=type(error).__name__)
            await asyncio.sleep(wait)
    await do()


class Housekeeping(commands.Cog):
    """Deleted messages are erased, edited ones flagged."""

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
        await surely(
            "messages deleted",
            lambda: sources.messages_deleted(self.client.sessions, guild, channel, messages, at),
        )

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message, guild = payload.message, payload.guild_id
        # Embeds that unfold and pins are told as edits too, but leave the moment of the last edit as it was.
        if guild is None or message.edited_at is None:
            return
        # Without the message content intent a text comes only where Crux is mentioned; an empty one says nothing.
        text, edited_at, at = message.content or None, message.edited_at, self.client.clock.now()
        await surely(
            "message edited",
            lambda: sources.message_seen(
                self.client.sessions, guild, payload.channel_id, payload.message_id, text, edited_at, at
            ),
        )


async def setup(client: CruxClient) -> None:
    await client.add_cog(Housekeeping(client))
