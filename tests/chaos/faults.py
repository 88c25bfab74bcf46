"""What goes wrong, drawn from a seed: each kind of fault, and how it is done."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.chaos.fleet import Fleet
from tests.chaos.postgres import RestartablePostgres
from tests.loopback.faults import Broken, Cut, Slow, TooMany
from tests.loopback.server import LoopbackDiscord

POSTS = r"/channels/\d+/messages"
CALLBACKS = r"/interactions/\d+/[^/]+/callback"


@dataclass
class Chaos:
    """The faults of a run. `injected` counts them by kind."""

    discord: LoopbackDiscord
    fleet: Fleet
    postgres: RestartablePostgres
    chance: random.Random
    injected: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Every kind of fault by its name."""
        return {
            "a process killed": self._kill_one,
            "all processes killed": self._kill_all,
            "database connections broken": self.postgres.break_connections,
            "PostgreSQL restarted": self._restart,
            "PostgreSQL killed": self._crash,
            "gateway cut": self.discord.gateway.cut,
            "gateway asks to reconnect": self.discord.gateway.ask_to_reconnect,
            "session invalid": self._invalidate,
            "interaction delivered twice": self._twice,
            "server error before the message": self._planned(lambda: Broken(self._status(), after=False)),
            "server error after the message": self._planned(lambda: Broken(self._status(), after=True)),
            "connection cut before the message": self._planned(lambda: Cut(after=False)),
            "connection cut after the message": self._planned(lambda: Cut(after=True)),
            "rate limit of a route": self._planned(lambda: TooMany(0.2)),
            "global rate limit": self._planned(lambda: TooMany(0.2, everywhere=True)),
            "answer to an interaction lost": self._planned(lambda: Cut(after=True), CALLBACKS),
            "slow answer": self._slow,
        }

    async def strike(self, names: list[str], within: float) -> None:
        """These faults, at moments of this many seconds to come."""
        at_random = sorted(self.chance.uniform(0, within) for _ in names)
        passed = 0.0
        for name, moment in zip(names, at_random, strict=True):
            await asyncio.sleep(moment - passed)
            passed = moment
            await self.kinds()[name]()
            self.injected[name] += 1

    async def kill_between_acceptance_and_record(self, do: Callable[[], Awaitable[None]]) -> bool:
        """Let Discord take a digest, and kill every process before any can write that down; then do something.

        False where no digest was posted in the meantime.
        """
        fault = self.discord.faults.plan(Slow(after=True), "POST", POSTS)
        try:
            async with asyncio.timeout(10):
                await fault.reached.wait()
        except TimeoutError:
            fault.release()
            return False
        await self.fleet.kill(self.chance, everyone=True)
        fault.release()
        await do()
        await self.fleet.start()
        self.injected["killed after Discord's acceptance"] += 1
        return True

    async def _kill_one(self) -> None:
        await self.fleet.kill(self.chance)
        await self.fleet.start()

    async def _kill_all(self) -> None:
        await self.fleet.kill(self.chance, everyone=True)
        await self.fleet.start()

    async def _restart(self) -> None:
        await self.postgres.restart(immediate=False)

    async def _crash(self) -> None:
        await self.postgres.restart(immediate=True)

    async def _invalidate(self) -> None:
        await self.discord.gateway.invalidate()

    async def _twice(self) -> None:
        self.discord.faults.deliver_twice("INTERACTION_CREATE")

    async def _slow(self) -> None:
        fault = self.discord.faults.plan(Slow(after=True), "POST", POSTS)
        asyncio.get_running_loop().call_later(1.5, fault.release)

    def _status(self) -> int:
        return self.chance.choice((500, 502, 503, 504))

    def _planned(self, fault: Callable[[], Broken | Cut | TooMany], path: str = POSTS) -> Callable[[], Awaitable[None]]:
        async def plan() -> None:
            self.discord.faults.plan(fault(), "POST", path, times=self.chance.randint(1, 3))

        return plan
