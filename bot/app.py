"""The composition root of `crux run`: what a bot on the gateway is made of, and one client from login to its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

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
from bot.opened import opened_database
from bot.running import Running, ended, run_until_stopped
from bot.settings import Settings
from bot.store.houses import Houses
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

DIGESTS_TOGETHER, CARDS_TOGETHER, REMINDERS_TOGETHER, TALLIES_TOGETHER = 24, 1, 4, 4
SERVERS_TOGETHER, WELCOMES_TOGETHER = 2, 4
"""How many digests, status cards, reminders, tallies, digests of servers and welcomes are on their way at a time."""

CHOICES_READ_EVERY = 60.0
"""Seconds after which what was chosen in another process is in force here too, at the latest."""

RECOUNTED_EVERY = 20.0
"""Seconds after which it is looked at whose answers count in a server that has decided that anew, at the latest."""

LEAVING = 0.8
"""Seconds that Discord is given to close the connection."""


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
    """Run the bot on the gateway, as `run_until_stopped` does. Raises CannotRun."""
    point_at(settings.discord_api_url, settings.discord_gateway_url)
    await run_until_stopped(settings, url, clock, lambda running: _run_client(running, token))


async def _run_client(running: Running, token: str) -> None:
    """One client from login to its end. A client that failed cannot be started again, so each try has its own."""
    client, stopped = _new_client(running), running.stopped
    running.vitals.gateway = client
    ticks = ticks_of(running.settings, client)
    for tick in ticks:
        tick.start()
    connection = asyncio.create_task(client.start(token))
    try:
        await ended(connection, stopped)
    finally:
        if stopped.is_set():
            log.info("stopping")
        for tick in ticks:
            tick.stop()
        if not connection.done():
            await client.finish()
        await close_client(client)
    if connection.done():
        await connection
    else:
        # It may be connecting, or waiting for Discord's permission to.
        connection.cancel()


async def close_client(client: CruxClient) -> None:
    """Close the client; a Discord that does not answer is not waited for."""
    closing = asyncio.create_task(client.close())
    done, _ = await asyncio.wait({closing}, timeout=LEAVING)
    for task in done:
        await task


def _new_client(running: Running) -> CruxClient:
    settings = running.settings
    return CruxClient(
        running.sessions,
        running.clock,
        shortest_cadence=timedelta(seconds=settings.shortest_cadence),
        extensions=EXTENSIONS,
        # Where the number of shards is known, Discord need not say it, so the gateway that was set is used.
        shard_count=settings.shard_count or (1 if settings.discord_gateway_url else None),
        shard_ids=settings.shards,
        replica=running.replica,
        houses=Houses(house_of(settings)),
        metrics=running.vitals.metrics,
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
