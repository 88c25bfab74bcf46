"""The plainest bot on disnake: a button that is one row, and a private answer."""

import os

import asyncpg
import disnake

INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)"
SMALLEST = {
    "max_messages": None,
    "member_cache_flags": disnake.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
disnake.http.Route.BASE = os.environ["DISCORD_API_URL"]


class Bot(disnake.Client):
    pool: asyncpg.Pool

    async def start(self, token: str, **options: bool) -> None:
        self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])
        await super().start(token, **options)

    async def on_button_click(self, interaction: disnake.MessageInteraction) -> None:
        words = interaction.component.custom_id
        await self.pool.execute(INSERT, interaction.author.id, interaction.channel_id, words)
        await interaction.response.send_message("Noted.", ephemeral=True)


intents = disnake.Intents(guilds=True, guild_messages=True)
caches = SMALLEST if os.environ["CACHES"] == "smallest" else {}
Bot(intents=intents, **caches).run(os.environ["DISCORD_TOKEN"])
