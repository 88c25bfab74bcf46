"""/livez, /readyz and /metrics, as whoever watches over a bot asks for them."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.clock import SystemClock
from bot.ledger.entries import Kind
from bot.metrics import Metrics
from bot.monitoring.server import monitored
from bot.monitoring.vitals import Vitals
from bot.running import watched
from bot.settings import Settings
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PATIENCE = 60.0


@dataclass
class Gateway:
    """A connection to a platform that the test makes and breaks."""

    connected: bool = True
    latencies: Sequence[tuple[int, float]] = ((0, 0.25), (1, float("inf")))
    guilds: Sequence[object] = (7, 8, 9)

    def is_connected(self) -> bool:
        return self.connected


@dataclass
class Watcher:
    """Who watches over the bot, by HTTP."""

    port: int
    session: aiohttp.ClientSession

    async def ask(self, path: str) -> tuple[int, str]:
        async with self.session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def ready(self) -> tuple[int, dict[str, bool]]:
        status, text = await self.ask("/readyz")
        return status, json.loads(text)

    async def metrics(self) -> dict[str, float]:
        """The samples by name and labels, as they are written."""
        status, text = await self.ask("/metrics")
        assert status == 200
        samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
        return {
            sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
            for sample in samples
        }

    async def metrics_until(self, look: Callable[[dict[str, float]], bool]) -> dict[str, float]:
        """The samples, as soon as they are as wanted. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if look(measured := await self.metrics()):
                    return measured
                await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def watching(vitals: Vitals) -> AsyncIterator[Watcher]:
    port = free_port()
    async with monitored(vitals, "127.0.0.1", port), aiohttp.ClientSession() as session:
        yield Watcher(port, session)


def vitals_of(sessions: Sessions) -> Vitals:
    vitals = Vitals(sessions, SystemClock(), Metrics())
    vitals.gateway = Gateway()
    return vitals


@pytest.fixture
async def away() -> AsyncIterator[Sessions]:
    """A database that is not there."""
    engine = make_engine(f"postgresql://crux@127.0.0.1:{free_port()}/crux")
    yield Sessions(engine)
    await engine.dispose()


async def test_a_bot_with_database_and_platform_is_ready(sessions: Sessions) -> None:
    async with watching(vitals_of(sessions)) as watcher:
        assert await watcher.ready() == (200, {"ready": True, "database": True, "discord": True})
        assert (await watcher.ask("/livez"))[0] == 200


async def test_without_the_platform_it_lives_and_is_not_ready(sessions: Sessions) -> None:
    vitals = vitals_of(sessions)
    vitals.gateway = Gateway(connected=False)
    async with watching(vitals) as watcher:
        assert await watcher.ready() == (503, {"ready": False, "database": True, "discord": False})
        vitals.gateway = None
        assert await watcher.ready() == (503, {"ready": False, "database": True, "discord": False})
        assert (await watcher.ask("/livez"))[0] == 200


async def test_without_the_database_it_lives_and_is_not_ready(away: Sessions) -> None:
    async with watching(vitals_of(away)) as watcher:
        assert await watcher.ready() == (503, {"ready": False, "database": False, "discord": True})
        assert (await watcher.ask("/livez"))[0] == 200
        measured = await watcher.metrics()

    assert measured["crux_database_up"] == 0
    assert measured["crux_gateway_up"] == 1


async def test_gauges_tell_of_the_gateway_and_the_ledgers(fresh_database: str) -> None:
    # A database of its own: in another one, connections of earlier tests would add their statistics later.
    engine = make_engine(fresh_database)
    sessions = Sessions(engine)
    request = Request(7, 70, "housing", 1, "ana", False, NOON)
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))
    async with watching(vitals_of(sessions)) as watcher:
        # A connection writes its statistics down within seconds, when it is used again.
        measured = await watcher.metrics_until(
            lambda measured: measured["crux_entries"] == measured["crux_debates"] == 1 < measured["crux_events"]
        )

    assert measured["crux_servers"] == 3
    assert measured["crux_gateway_latency_seconds shard=0"] == 0.25
    assert "crux_gateway_latency_seconds shard=1" not in measured
    assert measured["crux_database_up"] == 1
    assert measured["crux_schedules state=paused"] == 0
    await engine.dispose()


async def test_an_event_loop_that_was_held_up_shows_it(sessions: Sessions) -> None:
    async with watching(vitals_of(sessions)) as watcher:
        await watcher.metrics_until(lambda measured: measured["crux_event_loop_delay_seconds_count"] > 0)
        time.sleep(0.6)  # noqa: ASYNC251  # holding the loop up is what is tested
        measured = await watcher.metrics_until(lambda measured: measured["crux_event_loop_delay_seconds_count"] > 1)

    assert measured["crux_event_loop_delay_seconds_sum"] > 0.3


async def test_a_port_that_is_taken_is_an_error(sessions: Sessions) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="address already in use"):
            async with monitored(vitals_of(sessions), "127.0.0.1", taken.getsockname()[1]):
                raise AssertionError("it was served")


async def test_without_a_port_nothing_is_served(sessions: Sessions) -> None:
    settings = Settings(CRUX_METRICS_PORT=None)  # type: ignore[call-arg]  # mypy does not see that an alias has a default
    async with watched(settings, sessions, SystemClock()) as vitals:
        await asyncio.sleep(0)
    assert b"crux_event_loop_delay_seconds_count 0.0" in vitals.metrics.as_text()
