"""The plainest bot on discord.py: a button that is one row, and a private answer."""

import os

import asyncpg
import discord
import yarl

INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)"
SMALLEST = {
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])


class Bot(discord.Client):
    pool: asyncpg.Pool

    async def setup_hook(self) -> None:
        self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        words = interaction.data["custom_id"]
        await self.pool.execute(INSERT, interaction.user.id, interaction.channel_id, words)
        await interaction.response.send_message("Noted.", ephemeral=True)


intents = discord.Intents(guilds=True, guild_messages=True)
caches = SMALLEST if os.environ["CACHES"] == "smallest" else {}
Bot(intents=intents, **caches).run(os.environ["DISCORD_TOKEN"], log_handler=None)
