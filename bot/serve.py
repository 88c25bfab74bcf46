"""The composition root of `crux serve`: interactions by HTTP, with no gateway. It scales by more processes like it."""

import asyncio
import os
from datetime import timedelta

import structlog

from bot.app import CHOICES_READ_EVERY, close_client, house_of, point_at
from bot.clock import Clock
from bot.discord.endpoint.client import EndpointClient
from bot.discord.endpoint.listening import Connections
from bot.discord.ticks.tick import Tick
from bot.render.front_ends import TERMINAL
from bot.running import CannotRun, Running, ended, run_until_stopped
from bot.settings import Settings
from bot.store.houses import Houses
from bot.words import terminal
from cogs import EXTENSIONS

log = structlog.get_logger(__name__)


async def serve(settings: Settings, url: str, token: str, host: str, port: int, clock: Clock | None = None) -> None:
    """Take Discord's interactions at an address, as `run_until_stopped` does. Raises CannotRun."""
    point_at(settings.discord_api_url, None)
    await run_until_stopped(settings, url, clock, lambda running: _serve_client(running, token, host, port))


def _new_client(running: Running) -> EndpointClient:
    settings = running.settings
    return EndpointClient(
        running.sessions,
        running.clock,
        shortest_cadence=timedelta(seconds=settings.shortest_cadence),
        extensions=EXTENSIONS,
        shard_count=1,
        replica=running.replica,
        houses=Houses(house_of(settings)),
        metrics=running.vitals.metrics,
    )


async def _serve_client(running: Running, token: str, host: str, port: int) -> None:
    """One client from login to its end. A login that failed cannot be tried again with it, so each try has its own."""
    client, stopped = _new_client(running), running.stopped
    running.vitals.gateway = client
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
