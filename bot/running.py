"""How a process of Crux runs, on the gateway or at an address: what it opens, how it begins, tries again and stops."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

import aiohttp
import discord
import structlog

from bot.clock import Clock, SystemClock
from bot.metrics import Metrics
from bot.monitoring.vitals import Vitals
from bot.opened import opened_database, opened_replica
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.store.setup.engine import is_away, is_refused, place_of
from bot.words import terminal

log = structlog.get_logger(__name__)

_Result = TypeVar("_Result")

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before the second try to reach Discord, doubled each time, and the most they become."""

STOPPED_AFTER = 4.7
"""Seconds after a signal to stop after which the process ends, whatever is under way."""

FATAL_CLOSES = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Codes with which Discord's gateway says that the same bot need not come again: its token, shards or intents."""


class CannotRun(Exception):
    """Discord will not have this bot; the message says why, in a line."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a process has opened, for each of its clients: the databases, a clock, and what it tells of itself."""

    settings: Settings
    sessions: Sessions
    replica: Sessions | None
    clock: Clock
    vitals: Vitals
    stopped: asyncio.Event
    """Set once a signal to stop has come."""


def run_until_done(work: Coroutine[object, object, None]) -> None:
    """Run it on uvloop's event loop, which does more in the same time; on Windows, which has none, on Python's own."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
        return
    uvloop.run(work)


async def run_until_stopped(
    settings: Settings, url: str, clock: Clock | None, once: Callable[[Running], Awaitable[None]]
) -> None:
    """Open and migrate the database, and do it until SIGINT or SIGTERM.

    It goes by the machine's clock, unless another is given. Where the database or Discord cannot be reached, it retries
    with growing delays. Raises CannotRun where a retry cannot help.
    """
    stopped = stop_signals()
    log.info("starting", version=version("crux-ledger"))
    clock = clock or SystemClock()
    # A connection is opened at its first use, so whoever watches is answered before the database is there.
    async with (
        opened_database(settings, url) as sessions,
        opened_replica(settings) as replica,
        watched(settings, sessions, clock) as vitals,
    ):
        if not await migrated(url, stopped):
            return
        running = Running(settings, sessions, replica, clock, vitals, stopped)
        await until_stopped(lambda: once(running), stopped)
    log.info("stopped")


@asynccontextmanager
async def watched(settings: Settings, sessions: Sessions, clock: Clock) -> AsyncIterator[Vitals]:
    """What a bot tells of itself, and on the port that is set to whoever asks. Raises CannotRun where it is taken.

    Without a port, nothing is answered or measured.
    """
    vitals = Vitals(sessions, clock, Metrics())
    if settings.metrics_port is None:
        yield vitals
        return
    # A bot that nobody watches has no use for a web server.
    from bot.monitoring.server import monitored

    async with AsyncExitStack() as serving:
        try:
            await serving.enter_async_context(monitored(vitals, settings.metrics_host, settings.metrics_port))
        except OSError as taken:
            reason = os.strerror(taken.errno) if taken.errno else type(taken).__name__
            where = f"{settings.metrics_host}:{settings.metrics_port}"
            raise CannotRun(terminal.metrics_not_served(TERMINAL, where, reason)) from taken
        yield vitals


async def until_stopped(work: Callable[[], Awaitable[None]], stopped: asyncio.Event) -> None:
    """Do it until a signal to stop comes; again, with growing waits, where Discord cannot be reached.

    Raises CannotRun where that cannot help.
    """
    wait = FIRST_WAIT
    while not stopped.is_set():
        try:
            await work()
        except discord.LoginFailure as wrong:
            raise CannotRun(terminal.unknown_token(TERMINAL)) from wrong
        except discord.ConnectionClosed as closed:
            if closed.code in FATAL_CLOSES:
                raise CannotRun(terminal.closed_for_good(TERMINAL, closed.code)) from closed
            wait = await _disconnected(stopped, wait, closed)
        except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as broken:
            wait = await _disconnected(stopped, wait, broken)


async def migrated(url: str, stopped: asyncio.Event) -> bool:
    """Bring the database to the newest schema, once it can be reached; False where a signal to stop comes first.

    Raises CannotRun where its server does not let Crux in.
    """
    wait = FIRST_WAIT
    while not stopped.is_set():
        looking = asyncio.create_task(migrations.is_newest(url))
        await ended(looking, stopped)
        if not looking.done():
            looking.cancel()
            break
        try:
            if not await looking:
                await asyncio.to_thread(migrations.upgrade, url)
            return True
        except Exception as broken:
            if is_refused(broken):
                raise CannotRun(terminal.database_refuses(TERMINAL, *place_of(url))) from broken
            if not is_away(broken):
                raise
            host, port = place_of(url)
            log.warning(
                "database cannot be reached", host=host, port=port, error=type(broken).__name__, again_in_seconds=wait
            )
            wait = await _pause(stopped, wait)
    return False


async def ended(running: asyncio.Task[_Result], stopped: asyncio.Event) -> None:
    """Wait until it ends by itself or a signal to stop comes."""
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()


async def _disconnected(stopped: asyncio.Event, seconds: float, error: Exception) -> float:
    """Say that Discord cannot be reached, and wait before the next try; gives how long to wait after it."""
    log.warning("not connected to Discord", error=type(error).__name__, again_in_seconds=seconds)
    return await _pause(stopped, seconds)


async def _pause(stopped: asyncio.Event, seconds: float) -> float:
    """Wait, unless a signal to stop comes; gives how long to wait the next time."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopped.wait(), seconds)
    return min(seconds * 2, LONGEST_WAIT)


def stop_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        last = threading.Timer(STOPPED_AFTER, _leave)
        last.daemon = True
        last.start()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)
    return stopped


def _leave() -> None:
    """End the process: a thread or a connection that does not end would keep it longer than whoever stops it waits."""
    log.warning("stopped with something unfinished")
    sys.stderr.flush()
    os._exit(0)
