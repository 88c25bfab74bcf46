"""The bot's processes: several with one token, killed at will and started again."""

import asyncio
import os
import random
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.bot_process import main
from tests.loopback.server import LoopbackDiscord
from tests.process.bot_process import TOKEN
from tests.process.forked import Forked, forked

ROOT = Path(__file__).parents[2]


@dataclass
class Fleet:
    """So many processes. One that ends by itself is a finding, and is started again."""

    discord: LoopbackDiscord
    database: str
    folder: Path
    size: int
    more_settings: Mapping[str, str] = field(default_factory=dict)
    died: list[str] = field(default_factory=list)
    _running: dict[int, Forked] = field(default_factory=dict)
    _watched: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _killed: set[int] = field(default_factory=set)
    _stopping: bool = False

    async def start(self) -> None:
        """Bring the fleet to its size."""
        while len(self._running) < self.size:
            await self._start_one()

    async def _start_one(self) -> None:
        settings = {
            "DISCORD_TOKEN": TOKEN,
            "DATABASE_URL": self.database,
            "DISCORD_API_URL": self.discord.api_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "CRUX_DATA_DIR": str(self.folder),
            "CRUX_TICK_SECONDS": "0.5",
            "CRUX_TAGS_AN_HOUR": "none",
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / "bots.log").open("ab") as log:
            process = await forked(
                main,
                str(self.folder / "clock"),
                environment=os.environ | settings | self.more_settings,
                folder=self.folder,
                stdout=log.fileno(),
                stderr=log.fileno(),
            )
        self._running[process.pid] = process
        self._watched[process.pid] = asyncio.create_task(self._watch(process))

    async def _watch(self, process: Forked) -> None:
        code = await process.wait()
        del self._running[process.pid]
        if process.pid not in self._killed and not self._stopping:
            self.died.append(f"a process ended by itself with code {code}")
            await self._start_one()

    async def kill(self, chance: random.Random, *, everyone: bool = False) -> None:
        """SIGKILL one of them, or all; they are buried when this returns."""
        alive = sorted(self._running)
        victims = alive if everyone or not alive else [chance.choice(alive)]
        dying = [self._running[pid] for pid in victims]
        for process in dying:
            self._killed.add(process.pid)
            process.kill()
        await asyncio.gather(*(self._watched[process.pid] for process in dying))

    async def stop(self) -> None:
        """Ask them to stop, as an operator does."""
        self._stopping = True
        for process in list(self._running.values()):
            process.send_signal(signal.SIGTERM)
        await asyncio.gather(*self._watched.values())

    def is_alive(self, owner: str) -> bool:
        """Whether the process lives that claims slots under this name: its number is the second part.

        A slot that was taken from its owner has one whose name has a single part.
        """
        return owner.split(":")[1:2] in [[str(pid)] for pid in self._running]

    @property
    def alive(self) -> int:
        return len(self._running)

    def is_listening(self) -> bool:
        """Whether as many gateway sessions live as there are processes, each was told of the server, and commands are
        registered for people to use."""
        sessions = self.discord.gateway.sessions
        living = [s for s in sessions if s.connection is not None and s.connection.is_open and len(s.told) > 1]
        return len(living) >= self.alive == self.size and bool(self.discord.world.commands)
