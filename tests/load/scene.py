"""The two loads, each on a bot process of its own."""

import asyncio
import signal
from pathlib import Path

from tests.load import digests, people
from tests.load.figures import Figure
from tests.loopback.limits import GlobalLimit
from tests.loopback.server import LoopbackDiscord
from tests.process.bot_process import TOKEN, start_bot

PATIENCE = 60.0


async def people_at_once(database: str, folder: Path, count: int, votes: int, seed: int) -> list[Figure]:
    """Many people in one debate."""
    async with LoopbackDiscord(TOKEN) as discord:
        bot = await start_bot(discord, database, folder)
        logged = asyncio.create_task(bot.communicate())  # a log that nobody reads would stop the bot
        await discord.ready(PATIENCE)
        crowd = people.People(discord, count, votes, seed)
        await crowd.argue()
        bot.send_signal(signal.SIGTERM)
        await logged
    return await people.figures(crowd, database)


async def digests_at_once(database: str, folder: Path, count: int) -> list[Figure]:
    """Many digests in one minute, under Discord's global limit."""
    async with LoopbackDiscord(TOKEN, GlobalLimit(50)) as discord:
        await digests.due_digests(discord.world, database, count)
        bot = await start_bot(discord, database, folder, CRUX_TICK_SECONDS="1")
        logged = asyncio.create_task(bot.communicate())
        await discord.ready(PATIENCE)
        posted = await digests.all_posted(discord, database, count)
        bot.send_signal(signal.SIGTERM)
        await logged
    return digests.figures(posted, discord)
