"""A bot as it runs: a process of its own, given its settings by the environment."""

import asyncio
import os
import sys
from pathlib import Path

from tests.loopback.server import LoopbackDiscord

TOKEN = "x" * 24 + "." + "y" * 6 + "." + "z" * 30


async def start_bot(
    discord: LoopbackDiscord, database: str, folder: Path, **settings: str
) -> asyncio.subprocess.Process:
    """`crux run` on a loopback Discord and a database."""
    wanted = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": database,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "CRUX_DATA_DIR": str(folder),
    }
    command = (sys.executable, "-c", "from bot.cli import main; main()", "run")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | wanted | settings
    return await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
