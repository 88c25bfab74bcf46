"""The rehearsal: people click, digests come due, and amid both the primary is killed; then it comes back, and again."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import asyncpg

from bot.store.setup.migrate import upgrade
from tests.failover.clicks import Clicks
from tests.failover.cluster import Cluster, Node, execute
from tests.failover.judge import Outage, figures, standing_digests, written
from tests.load.digests import due_digests
from tests.load.figures import Figure
from tests.loopback.server import LoopbackDiscord
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process

DEBATES, HANDS = 4, 8
DIGESTS, ON_THEIR_WAY = 100, 20
"""How many digests come due in each round, and how many have been posted when the primary dies."""

NOT_YET = timedelta(days=1)
COME_DUE = "UPDATE schedules SET next_slot = now() WHERE debate >= $1"
"""Digests are written down one after the other, and come due together."""

FIRST_DIGEST = 1_000_000
PROCESSES = 2
PATIENCE = 120.0
DEATHS: dict[str, Callable[[Node], None]] = {
    "the primary's machine died": Node.lose_power,
    "the new primary's machine died": Node.lose_power,
    "the primary's PostgreSQL crashed": Node.crash_postgres,
}
VANISHED: dict[str, Callable[[Node], None]] = {"the primary's machine vanished from the network": Node.vanish}


@dataclass
class Rehearsal:
    """One run on a cluster that stands."""

    cluster: Cluster
    discord: LoopbackDiscord
    folder: Path
    deaths: Mapping[str, Callable[[Node], None]]
    told: Callable[[str], None]
    outages: list[Outage] = field(default_factory=list)
    due: list[int] = field(default_factory=list)

    async def run(self) -> list[Figure]:
        """All rounds, and what became of it."""
        await asyncio.to_thread(upgrade, self.cluster.address)
        clicks = Clicks(self.discord, DEBATES)
        processes = [await self._bot() for _ in range(PROCESSES)]
        logged = [asyncio.create_task(process.communicate()) for process in processes]
        await self.discord.ready(PATIENCE)
        await clicks.begin()
        clicking = asyncio.create_task(clicks.go_on(HANDS))
        for death in self.deaths:
            await self._round(death, clicks, clicking)
        clicking.cancel()
        await self._until(self._all_are_recorded, "every digest is recorded")
        for process in processes:
            process.send_signal(signal.SIGTERM)
        await asyncio.gather(*logged)
        there = await written(self.cluster.address, clicks.channels)
        digests = standing_digests(self.discord.created, self.due)
        return figures(clicks, self.outages, there, digests, self.due)

    async def _round(self, death: str, clicks: Clicks, clicking: "asyncio.Task[None]") -> None:
        """Digests come due, the primary dies amid them, and people wait; then the cluster is made whole again."""
        primary = self.cluster.primary
        assert primary is not None
        channels = range(FIRST_DIGEST + len(self.due), FIRST_DIGEST + len(self.due) + DIGESTS)
        await due_digests(self.discord.world, self.cluster.address, DIGESTS, channels.start, NOT_YET)
        await execute(self.cluster.address, COME_DUE, channels.start)
        self.due += channels
        await self.discord.until(lambda: self._posted_in(channels) >= ON_THEIR_WAY, PATIENCE)
        self.deaths[death](primary)
        killed = time.monotonic()
        self.told(f"{death}: {self._posted_in(channels)} of {DIGESTS} digests had been posted")

        async def answered() -> bool:
            if clicking.done():
                clicking.result()
            return clicks.answered_after(killed) is not None

        await self._until(answered, "a click is acknowledged")
        seconds = clicks.answered_after(killed)
        assert seconds is not None
        self.outages.append(Outage(death, seconds))
        self.told(f"  a click was acknowledged again after {seconds:.1f} s")
        primary.come_back()
        self.told(f"  it is a synchronous standby after {await self.cluster.whole():.1f} s more")
        await self._until(self._all_are_recorded, "every digest is recorded")

    def _posted_in(self, channels: range) -> int:
        return sum(int(message["channel_id"]) in channels for message in self.discord.created)

    async def _all_are_recorded(self) -> bool:
        try:
            connection = await asyncpg.connect(self.cluster.address)
        except (OSError, asyncpg.PostgresError, asyncpg.InternalClientError):  # it is away for a while
            return False
        try:
            posted = await connection.fetchval("SELECT count(*) FROM slots WHERE state = 'posted'")
        finally:
            connection.terminate()
        return bool(posted == len(self.due))

    async def _bot(self) -> Process:
        return await start_bot(
            self.discord,
            self.cluster.address,
            self.folder,
            CRUX_TICK_SECONDS="0.5",
            CRUX_CARD_BY_ITSELF="false",
        )

    async def _until(self, look: Callable[[], Awaitable[bool]], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not await look():
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {PATIENCE:.0f} seconds it is not so that {what}")
            await asyncio.sleep(0.05)


async def rehearse(
    cluster: Cluster, folder: Path, deaths: Mapping[str, Callable[[Node], None]], told: Callable[[str], None]
) -> list[Figure]:
    """Start the cluster, rehearse these deaths, and stop it."""
    try:
        await cluster.start()
        told("a primary and a synchronous standby are there")
        async with LoopbackDiscord(TOKEN) as discord:
            return await Rehearsal(cluster, discord, folder, deaths, told).run()
    finally:
        cluster.stop()
