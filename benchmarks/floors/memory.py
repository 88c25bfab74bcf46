"""The floor of memory: `commands.Bot` with its defaults, which is what most bots are."""

import asyncio
import os

import discord
import yarl
from discord.ext import commands


async def main() -> None:
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    async with commands.Bot("!", intents=discord.Intents.default()) as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
