"""The floor of clicks, forms and starts: a bare discord.py client whose handler does one raw INSERT and answers."""

import gc
import os
from urllib.parse import urlsplit

import asyncpg
import discord
import uvloop
import yarl

INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)"


class Floor(discord.Client):
    """No commands, no rules, no texts: one row and one answer."""

    pool: "asyncpg.Pool[asyncpg.Record]"

    async def setup_hook(self) -> None:
        address = urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql").geturl()
        # Nothing that a connection could keep needs resetting, so the round trip for it is spared.
        self.pool = await asyncpg.create_pool(address, min_size=10, max_size=10, reset=_nothing)

    async def on_interaction(self, interaction: discord.Interaction["Floor"]) -> None:
        """A menu opens a form; a button or a form is one row."""
        if interaction.type is discord.InteractionType.application_command:
            await interaction.response.send_modal(_form())
            return
        words = str(interaction.data)
        await self.pool.execute(INSERT, interaction.user.id, interaction.channel_id, words)
        await interaction.response.send_message("Noted.", ephemeral=True)


def _form() -> discord.ui.Modal:
    form = discord.ui.Modal(title="Tag", custom_id="tag")
    form.add_item(discord.ui.TextInput(label="Statement", custom_id="statement"))
    return form


async def _nothing(connection: object) -> None:
    return None


async def main() -> None:
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    intents = discord.Intents(guilds=True, guild_messages=True)
    flags = discord.MemberCacheFlags.none()
    async with Floor(
        intents=intents, max_messages=None, member_cache_flags=flags, chunk_guilds_at_startup=False
    ) as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    # As Crux does: what is there at the start is no garbage, and what comes later hardly ever.
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    uvloop.run(main())
