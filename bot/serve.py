"""The composition root of `crux serve`: interactions by HTTP, with no gateway. It scales by more processes like it."""

import asyncio
import os
from datetime import timedelta
from importlib.metadata import version

import structlog

from bot.app import (
    CHOICES_READ_EVERY,
    CannotRun,
    close_client,
    ended,
    house_of,
    migrated,
    point_at,
    stop_signals,
    until_stopped,
    watched,
)
from bot.clock import Clock, SystemClock
from bot.discord.endpoint.client import EndpointClient
from bot.discord.endpoint.listening import Connections
from bot.discord.ticks.tick import Tick
from bot.metrics import Metrics
from bot.monitoring.vitals import Vitals
from bot.opened import opened_database, opened_replica
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.words import terminal
from cogs import EXTENSIONS

log = structlog.get_logger(__name__)


async def serve(settings: Settings, url: str, token: str, host: str, port: int, clock: Clock | None = None) -> None:
    """Take Discord's interactions at an address, until SIGINT or SIGTERM.

    Where the database or Discord cannot be reached, it retries with growing delays. Raises CannotRun where a retry
    cannot help.
    """
    point_at(settings.discord_api_url, None)
    stopped = stop_signals()
    log.info("starting", version=version("crux-ledger"))
    clock = clock or SystemClock()
    async with (
        opened_database(settings, url) as sessions,
        opened_replica(settings) as replica,
        watched(settings, sessions, clock) as vitals,
    ):
        if not await migrated(url, stopped):
            return

        async def once() -> None:
            client = _new_client(settings, sessions, replica, clock, vitals.metrics)
            await _serve_client(client, token, host, port, stopped, vitals)

        await until_stopped(once, stopped)
    log.info("stopped")


def _new_client(
    settings: Settings, sessions: Sessions, replica: Sessions | None, clock: Clock, metrics: Metrics
) -> EndpointClient:
    return EndpointClient(
        sessions,
        clock,
        shortest_cadence=timedelta(seconds=settings.shortest_cadence),
        extensions=EXTENSIONS,
        shard_count=1,
        replica=replica,
        houses=Houses(house_of(settings)),
        metrics=metrics,
    )


async def _serve_client(
    client: EndpointClient, token: str, host: str, port: int, stopped: asyncio.Event, vitals: Vitals
) -> None:
    """One client from login to its end. A login that failed cannot be tried again with it, so each try has its own."""
    vitals.gateway = client
    choices = Tick(CHOICES_READ_EVERY, client.read_choices, immediately=True)
    choices.start()
    try:
        logging_in = asyncio.create_task(client.login(token))
        await ended(logging_in, stopped)
        if not logging_in.done():
            logging_in.cancel()
            return
        await logging_in
        await _serve_at(client, host, port, stopped)
    finally:
        choices.stop()
        await close_client(client)


async def _serve_at(client: EndpointClient, host: str, port: int, stopped: asyncio.Event) -> None:
    """Take requests until the signal; then none that is new, and answer those that are there."""
    connections = Connections(client)
    try:
        found = await connections.listen(host, port)
    except OSError as taken:
        reason = os.strerror(taken.errno) if taken.errno else type(taken).__name__
        raise CannotRun(terminal.interactions_not_served(TERMINAL, f"{host}:{port}", reason)) from taken
    client.serving = True
    log.info("interactions served", host=host, port=found)
    try:
        await stopped.wait()
        log.info("stopping")
        client.serving = False
        await connections.leave()
        await client.finish()
    finally:
        connections.end()
