"""What goes wrong, drawn from a seed: each kind of fault, and how it is done."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.chaos.fleet import Fleet
from tests.chaos.postgres import RestartablePostgres
from tests.loopback.faults import Broken, Cut, Slow, TooMany
from tests.loopback.server import LoopbackDiscord
from tests.scaleout.pgbouncer import PgBouncer

POSTS = r"/channels/\d+/messages"
CALLBACKS = r"/interactions/\d+/[^/]+/callback"


@dataclass
class Chaos:
    """The faults of a run. `injected` counts them by kind."""

    discord: LoopbackDiscord
    fleet: Fleet
    postgres: RestartablePostgres
    chance: random.Random
    pooler: PgBouncer | None = None
    """What the processes reach PostgreSQL through, where there is one."""
    threads: Sequence[int] = ()
    """The threads that are moved from channel to channel, which are these two and one that Crux cannot see."""
    channels: tuple[int, int, int] = (0, 0, 0)
    injected: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Every kind of fault by its name."""
        moves: dict[str, Callable[[], Awaitable[None]]] = {
            "thread moved to another channel": self._move,
            "thread moved out of sight for a moment": self._hide,
        }
        pooled = {
            "PgBouncer restarted": partial(self._pooler_ends, signal.SIGTERM),
            "PgBouncer killed": partial(self._pooler_ends, signal.SIGKILL),
        }
        return {
            **(moves if self.threads else {}),
            **(pooled if self.pooler is not None else {}),
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

    async def _pooler_ends(self, by: signal.Signals) -> None:
        assert self.pooler is not None
        self.pooler.end(by)
        await asyncio.sleep(self.chance.uniform(0, 0.5))
        self.pooler.start()

    async def _move(self) -> None:
        here, there, _ = self.channels
        thread = self.chance.choice(self.threads)
        moved = there if self.discord.world.channels[thread].parent == here else here
        await self.discord.change_channel(thread, parent=moved)

    async def _hide(self) -> None:
        """Like a lock-down of seconds: while its channel is one that Crux cannot see, nothing can be posted there."""
        thread, hidden = self.chance.choice(self.threads), self.channels[2]
        before = self.discord.world.channels[thread].parent
        if before == hidden:
            return
        await self.discord.change_channel(thread, parent=hidden)
        await asyncio.sleep(self.chance.uniform(0.2, 1.0))
        await self.discord.change_channel(thread, parent=before)

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
