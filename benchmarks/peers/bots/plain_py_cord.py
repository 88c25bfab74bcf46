"""The plainest bot on py-cord: a button that is one row, and a private answer."""

import os

import asyncpg
import discord

INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)"
SMALLEST = {
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
discord.http.Route.API_BASE_URL = os.environ["DISCORD_API_URL"]


class Bot(discord.Client):
    pool: asyncpg.Pool

    async def start(self, token: str, **options: bool) -> None:
        self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])
        await super().start(token, **options)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        words = interaction.data["custom_id"]
        await self.pool.execute(INSERT, interaction.user.id, interaction.channel_id, words)
        await interaction.response.send_message("Noted.", ephemeral=True)


intents = discord.Intents(guilds=True, guild_messages=True)
caches = SMALLEST if os.environ["CACHES"] == "smallest" else {}
Bot(intents=intents, **caches).run(os.environ["DISCORD_TOKEN"])
