"""The composition root: what a running bot is made of, how it starts and how it stops."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import structlog
import yarl

from bot.actions.book import Sessions
from bot.client import CruxClient
from bot.clock import Clock, SystemClock
from bot.schedule import Ticker
from bot.settings import Settings
from bot.store.engine import make_engine, make_sessions
from cogs import EXTENSIONS
from cogs._digest_view import digest_view

log = structlog.get_logger(__name__)


@asynccontextmanager
async def opened_database(settings: Settings, url: str) -> AsyncIterator[Sessions]:
    """Sessions on that database, closed again at the end."""
    engine = make_engine(url, pool_size=settings.pool_size, pgbouncer=settings.pgbouncer)
    try:
        yield make_sessions(engine)
    finally:
        await engine.dispose()


def point_at(api_url: str | None, gateway_url: str | None) -> None:
    """Have discord.py speak to another REST API or gateway than Discord's own, as a shared REST proxy asks for."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


async def run_bot(settings: Settings, url: str, token: str, clock: Clock | None = None) -> None:
    """Run the bot until it is told to stop (SIGINT, SIGTERM); by the machine's clock, unless another is given."""
    point_at(settings.discord_api_url, settings.discord_gateway_url)
    async with opened_database(settings, url) as sessions:
        client = CruxClient(
            sessions,
            clock or SystemClock(),
            shortest_cadence=timedelta(seconds=settings.shortest_cadence),
            extensions=EXTENSIONS,
            # One shard asks for no gateway address of its own, so the one that was set is used.
            shard_count=1 if settings.discord_gateway_url else None,
        )
        ticker = Ticker(client, digest_view, settings.tick_seconds)
        async with client:
            stopped = _stop_signals()
            ticker.start()
            running = asyncio.create_task(client.start(token))
            waiting = asyncio.create_task(stopped.wait())
            try:
                await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                log.info("stopping")
                ticker.stop()
                waiting.cancel()
                await client.close()
            await running


def _stop_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    return stopped
