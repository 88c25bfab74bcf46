"""A bot as it runs: a process of its own, given its settings by the environment."""

from pathlib import Path

from tests.loopback.server import LoopbackDiscord
from tests.process.crux_process import Process, crux_process

TOKEN = "x" * 24 + "." + "y" * 6 + "." + "z" * 30


async def start_bot(discord: LoopbackDiscord, database: str, folder: Path, **settings: str) -> Process:
    """`crux run` on a loopback Discord and a database."""
    wanted = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": database,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "CRUX_DATA_DIR": str(folder),
    }
    return await crux_process("run", settings=wanted | settings, folder=folder)
