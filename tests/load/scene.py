"""The two loads, each on a bot process of its own."""

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
        await discord.ready(PATIENCE)
        crowd = people.People(discord, count, votes, seed)
        await crowd.argue()
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()
    return await people.figures(crowd, database)


async def digests_at_once(database: str, folder: Path, count: int) -> list[Figure]:
    """Many digests in one minute, under Discord's global limit."""
    async with LoopbackDiscord(TOKEN, GlobalLimit(50)) as discord:
        await digests.due_digests(discord, database, count)
        bot = await start_bot(discord, database, folder, CRUX_TICK_SECONDS="1")
        await discord.ready(PATIENCE)
        posted = await digests.all_posted(discord, count)
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()
    return digests.figures(posted, discord)
