"""The composition root: what a running bot is made of, how it starts and how it stops."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from importlib.metadata import version
from typing import TypeVar

import aiohttp
import discord
import structlog
import yarl

from bot.clock import Clock, SystemClock
from bot.discord.client import CruxClient
from bot.discord.due import due_cards, due_digests, due_reminders, due_server_digests, due_tallies, due_welcomes
from bot.discord.forums import Forums
from bot.discord.rate_limit import Priority
from bot.discord.ticks.counting import Counting
from bot.discord.ticks.due import DueTick
from bot.discord.ticks.posts import PostTags
from bot.discord.ticks.tick import Periodic, Tick
from bot.discord.ticks.tidying import Tidying
from bot.discord.who_counts import recount
from bot.ledger.house import House, OpenEntries, Spoken, TagsAnHour, TagsShown, Who
from bot.metrics import Metrics
from bot.monitoring.server import monitored
from bot.monitoring.vitals import Vitals
from bot.opened import opened_database, opened_replica
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.store.setup.engine import is_away, is_refused, place_of
from bot.words import terminal
from bot.words.language import language_of
from cogs import EXTENSIONS
from cogs._card_view import card_view
from cogs._digest_view import digest_view
from cogs._reminder_view import reminder_view
from cogs._server_digest_view import server_digest_view
from cogs._tally_view import tally_view
from cogs._welcome_view import welcome_view
from cogs.retention import looked_around

log = structlog.get_logger(__name__)

_Result = TypeVar("_Result")

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before the second try to reach Discord, doubled each time, and the most they become."""

DIGESTS_TOGETHER, CARDS_TOGETHER, REMINDERS_TOGETHER, TALLIES_TOGETHER = 24, 1, 4, 4
SERVERS_TOGETHER, WELCOMES_TOGETHER = 2, 4
"""How many digests, status cards, reminders, tallies, digests of servers and welcomes are on their way at a time."""

CHOICES_READ_EVERY = 60.0
"""Seconds after which what was chosen in another process is in force here too, at the latest."""

RECOUNTED_EVERY = 20.0
"""Seconds after which it is looked at whose answers count in a server that has decided that anew, at the latest."""

LEAVING = 0.8
"""Seconds that Discord is given to close the connection."""

STOPPED_AFTER = 4.7
"""Seconds after a signal to stop after which the process ends, whatever is under way."""

FATAL_CLOSES = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Codes with which Discord's gateway says that the same bot need not come again: its token, shards or intents."""


class CannotRun(Exception):
    """Discord will not have this bot; the message says why, in a line."""


def run_until_done(work: Coroutine[object, object, None]) -> None:
    """Run it on uvloop's event loop, which does more in the same time; on Windows, which has none, on Python's own."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
        return
    uvloop.run(work)


@asynccontextmanager
async def watched(settings: Settings, sessions: Sessions, clock: Clock) -> AsyncIterator[Vitals]:
    """What a bot tells of itself, and on the port that is set to whoever asks. Raises CannotRun where it is taken."""
    vitals = Vitals(sessions, clock, Metrics())
    async with AsyncExitStack() as serving:
        try:
            await serving.enter_async_context(monitored(vitals, settings.metrics_host, settings.metrics_port))
        except OSError as taken:
            reason = os.strerror(taken.errno) if taken.errno else type(taken).__name__
            where = f"{settings.metrics_host}:{settings.metrics_port}"
            raise CannotRun(terminal.metrics_not_served(TERMINAL, where, reason)) from taken
        yield vitals


def point_at(api_url: str | None, gateway_url: str | None) -> None:
    """Have discord.py speak to another REST API or gateway than Discord's own, as a shared REST proxy asks for."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


@asynccontextmanager
async def unconnected_client(settings: Settings, url: str) -> AsyncIterator[CruxClient]:
    """A client to log in with and look around: it is not on the gateway, and registers no commands."""
    point_at(settings.discord_api_url, settings.discord_gateway_url)
    async with opened_database(settings, url) as sessions:
        client = CruxClient(
            sessions,
            SystemClock(),
            shortest_cadence=timedelta(seconds=settings.shortest_cadence),
            extensions=EXTENSIONS,
            shard_count=1,
            sync_commands=False,
        )
        async with client:
            yield client


async def run_bot(settings: Settings, url: str, token: str, clock: Clock | None = None) -> None:
    """Run the bot until SIGINT or SIGTERM; by the machine's clock, unless another is given.

    Where the database or Discord cannot be reached, it retries with growing delays. Raises CannotRun where a retry
    cannot help.
    """
    point_at(settings.discord_api_url, settings.discord_gateway_url)
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
        await until_stopped(lambda: _run_client(settings, sessions, replica, clock, token, stopped, vitals), stopped)
    log.info("stopped")


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


async def _run_client(
    settings: Settings,
    sessions: Sessions,
    replica: Sessions | None,
    clock: Clock,
    token: str,
    stopped: asyncio.Event,
    vitals: Vitals,
) -> None:
    """One client from login to its end. A client that failed cannot be started again, so each try has its own."""
    client = _new_client(settings, sessions, replica, clock, vitals.metrics)
    vitals.gateway = client
    ticks = ticks_of(settings, client)
    for tick in ticks:
        tick.start()
    running = asyncio.create_task(client.start(token))
    try:
        await ended(running, stopped)
    finally:
        if stopped.is_set():
            log.info("stopping")
        for tick in ticks:
            tick.stop()
        if not running.done():
            await client.finish()
        await close_client(client)
    if running.done():
        await running
    else:
        # It may be connecting, or waiting for Discord's permission to.
        running.cancel()


async def close_client(client: CruxClient) -> None:
    """Close the client; a Discord that does not answer is not waited for."""
    closing = asyncio.create_task(client.close())
    done, _ = await asyncio.wait({closing}, timeout=LEAVING)
    for task in done:
        await task


def _new_client(
    settings: Settings, sessions: Sessions, replica: Sessions | None, clock: Clock, metrics: Metrics
) -> CruxClient:
    return CruxClient(
        sessions,
        clock,
        shortest_cadence=timedelta(seconds=settings.shortest_cadence),
        extensions=EXTENSIONS,
        # Where the number of shards is known, Discord need not say it, so the gateway that was set is used.
        shard_count=settings.shard_count or (1 if settings.discord_gateway_url else None),
        shard_ids=settings.shards,
        replica=replica,
        houses=Houses(house_of(settings)),
        metrics=metrics,
    )


def house_of(settings: Settings) -> House:
    """What holds where a server has decided nothing."""
    return House(
        opens_sides=Who.EVERYBODY if settings.anyone_opens_sides else Who.OPENERS,
        card_by_itself=settings.card_by_itself,
        tags_shown=TagsShown(settings.tags_shown),
        tags_an_hour=TagsAnHour(settings.tags_an_hour),
        open_entries=OpenEntries(settings.open_entries),
        language=_language(settings.language),
        kept_days=settings.kept_days,
    )


def _language(wanted: str) -> Spoken:
    """The language that a tag with whatever region leads to."""
    return Spoken.AUTOMATIC if wanted == Spoken.AUTOMATIC else Spoken(language_of(wanted).tag)


def ticks_of(settings: Settings, client: CruxClient) -> tuple[Periodic, ...]:
    """What the client does by itself, beside answering people."""
    keep = timedelta(days=settings.retention_days)
    return (
        DueTick(due_digests(client, digest_view), DIGESTS_TOGETHER, settings.tick_seconds),
        DueTick(due_cards(client, card_view), CARDS_TOGETHER, settings.tick_seconds),
        DueTick(due_reminders(client, reminder_view), REMINDERS_TOGETHER, settings.tick_seconds),
        DueTick(due_tallies(client, tally_view), TALLIES_TOGETHER, settings.tick_seconds),
        DueTick(due_server_digests(client, server_digest_view), SERVERS_TOGETHER, settings.tick_seconds),
        DueTick(due_welcomes(client, welcome_view), WELCOMES_TOGETHER, settings.tick_seconds),
        PostTags(client.sessions, client.clock, Forums(client, client.limit, Priority.LAST), settings.tick_seconds),
        Tick(CHOICES_READ_EVERY, client.read_choices, immediately=True),
        Counting(client.sessions, client.clock),
        Tick(RECOUNTED_EVERY, lambda: recount(client)),
        Tidying(client.sessions, client.clock, keep, lambda: looked_around(client), settings.kept_days),
    )


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
