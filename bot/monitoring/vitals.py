"""How a running bot is: whether its database and its platform are there, and what its gauges say."""

import asyncio
import math
from collections.abc import Sequence
from typing import Protocol

import structlog

from bot.actions.sizes import sizes_now
from bot.clock import Clock
from bot.metrics import Metrics
from bot.store.reading.sizes import Sizes
from bot.store.sessions import Sessions

log = structlog.get_logger(__name__)

PATIENCE = 2.0
"""Seconds after which a database that has not answered counts as away."""


class Gateway(Protocol):
    """The connection to the platform."""

    def is_connected(self) -> bool:
        """Whether every shard is connected and has been told of its servers."""

    @property
    def latencies(self) -> Sequence[tuple[int, float]]:
        """For each shard the seconds between its last heartbeat and the answer; infinite before the first one."""

    @property
    def guilds(self) -> Sequence[object]: ...


class Vitals:
    """Looks after one bot. `gateway` is the client that serves at present; None between two of them."""

    def __init__(self, sessions: Sessions, clock: Clock, metrics: Metrics, patience: float = PATIENCE) -> None:
        self.metrics = metrics
        self.gateway: Gateway | None = None
        self._sessions = sessions
        self._clock = clock
        self._patience = patience

    def has_gateway(self) -> bool:
        """Whether the platform is connected."""
        return self.gateway is not None and self.gateway.is_connected()

    async def sizes(self) -> Sizes | None:
        """What is in the database; None where it does not answer in time."""
        try:
            async with asyncio.timeout(self._patience):
                return await sizes_now(self._sessions, self._clock.now())
        except Exception as error:  # whatever it is, the database is of no use: it is told as away
            log.warning("database does not answer", error=type(error).__name__)
            return None

    async def measure(self) -> None:
        """Bring the gauges up to date."""
        self._measure_gateway()
        self.metrics.connections_used.set(self._sessions.in_use)
        sizes = await self.sizes()
        self.metrics.database_up.set(sizes is not None)
        if sizes is not None:
            self._measure_sizes(sizes)

    def _measure_gateway(self) -> None:
        self.metrics.gateway_up.set(self.has_gateway())
        self.metrics.gateway_latency.clear()
        if self.gateway is None:
            self.metrics.servers.set(0)
            return
        self.metrics.servers.set(len(self.gateway.guilds))
        for shard, seconds in self.gateway.latencies:
            if math.isfinite(seconds):
                self.metrics.gateway_latency.labels(shard).set(seconds)

    def _measure_sizes(self, sizes: Sizes) -> None:
        self.metrics.debates.set(sizes.debates)
        self.metrics.entries.set(sizes.entries)
        self.metrics.events.set(sizes.events)
        self.metrics.digests_due.set(sizes.digests_due)
        self.metrics.schedules.labels("running").set(sizes.running)
        self.metrics.schedules.labels("paused").set(sizes.paused)
