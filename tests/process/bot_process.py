"""A bot as it runs: a process of its own, given its settings by the environment."""

from pathlib import Path

from tests.loopback.server import LoopbackDiscord
from tests.process.crux_process import Process, crux_process

TOKEN = "x" * 24 + "." + "y" * 6 + "." + "z" * 30


async def start_bot(discord: LoopbackDiscord, database: str, folder: Path, **settings: str) -> Process:
    """`crux run` on a loopback Discord and a database."""
    return await crux_process("run", settings=_wanted(discord, database, folder) | settings, folder=folder)


async def start_serving(
    discord: LoopbackDiscord, database: str, folder: Path, *arguments: str, **settings: str
) -> Process:
    """`crux serve` with these arguments, likewise."""
    wanted = _wanted(discord, database, folder) | settings
    return await crux_process("serve", *arguments, settings=wanted, folder=folder)


def _wanted(discord: LoopbackDiscord, database: str, folder: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": database,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "CRUX_DATA_DIR": str(folder),
    }
