"""The processes that are measured: Crux as it runs, and the floors, each given its settings by the environment."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.swift_discord import SwiftDiscord
from tests.process.bot_process import TOKEN

ROOT = Path(__file__).parents[1]
Program = tuple[str, ...]
"""A command: the program and its arguments."""

CRUX: Program = (sys.executable, "-c", "from bot.cli import main; main()", "run")
SERVE = (*CRUX[:-1], "serve")
READY_WITHIN = 600.0


@asynccontextmanager
async def running(
    program: Program, discord: SwiftDiscord, database: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that has logged in and heard of every server, until the end."""
    async with started(program, discord, database, **settings) as process:
        async with asyncio.timeout(READY_WITHIN):
            await discord.identified.wait()
        yield process


@asynccontextmanager
async def serving(discord: SwiftDiscord, database: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that interactions are posted to from now on, in turns with others, until the end."""
    port = free_port()
    async with started((*SERVE, "--interactions", str(port)), discord, database) as process:
        async with asyncio.timeout(READY_WITHIN):
            await discord.post_to(port)
        yield process


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def started(
    program: Program, discord: SwiftDiscord, database: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that may not have logged in yet, until the end."""
    wanted = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": database,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "CRUX_LOG_LEVEL": "error",
        "PYTHONPATH": str(ROOT),
    }
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | wanted | {"CRUX_DATA_DIR": folder} | settings
        # What is installed is compiled; where Python may not write that down, each start would compile it anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        process = await asyncio.create_subprocess_exec(*program, env=environment, cwd=folder)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                await process.wait()
