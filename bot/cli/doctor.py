"""`crux doctor`: what stands in the way of a bot, a line each, with what to do next."""

import asyncio
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from importlib.metadata import version
from typing import Annotated

import typer

from bot.actions.debate_list import debates_listed
from bot.cli.opening import address, settings_or_fail
from bot.clock import SystemClock
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.reading.debate_list import ListedDebate
from bot.store.setup.engine import AWAY, place_of
from bot.store.setup.inspection import DatabaseFacts, inspect
from bot.words import doctor as words
from bot.words import doctor_discord as discord_words
from bot.words import usage
from bot.words.doctor import Check, State
from bot.words.pauses import pause_reason

CHANNELS = 50
"""How many open debates' channels are looked at unless told otherwise: each takes a request or two."""

OLD_ZONES = timedelta(days=270)
"""So long after the year of its release, tzdata counts as old: several releases come a year."""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=usage.AS_JSON)] = False,
    channels: Annotated[int, typer.Option(min=0, help=usage.CHANNELS)] = CHANNELS,
) -> None:
    """Look for what stands in the way of a bot; exit code 1 where there is a problem."""
    settings = settings_or_fail()
    with address(settings) as url:
        checks = asyncio.run(_checks(settings, url, channels))
    if as_json:
        typer.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join((*(words.line(TERMINAL, check) for check in checks), words.summary(TERMINAL, checks))))
    if any(check.state is State.PROBLEM for check in checks):
        raise typer.Exit(1)


async def _checks(settings: Settings, url: str, channels: int) -> Sequence[Check]:
    now = SystemClock().now()
    found = [_zones(now.date())]
    try:
        facts = await inspect(url, now)
    except AWAY as away:
        found.append(words.database_away(TERMINAL, *place_of(url), type(away).__name__))
        return [*found, *await _of_discord(settings, url, (), 0)]
    found.extend(_of_database(settings, facts))
    listed = await _debates(settings, url) if facts.revision == facts.newest_revision else ()
    found.extend(_of_schedules(listed))
    return [*found, *await _of_discord(settings, url, listed, channels)]


# This machine and the database


def _zones(today: date) -> Check:
    release = version("tzdata")
    end = date(int(release.split(".")[0]), 12, 31)
    return words.time_zones(TERMINAL, release, is_old=today - end > OLD_ZONES)


def _of_database(settings: Settings, facts: DatabaseFacts) -> Sequence[Check]:
    rights = words.rights(TERMINAL, is_replica=facts.is_replica, may_create=facts.may_create, may_write=facts.may_write)
    return (
        words.database_version(TERMINAL, facts.version),
        words.schema(TERMINAL, facts.revision, facts.newest_revision),
        rights,
        words.clock(TERMINAL, facts.clock_ahead),
        words.connections(TERMINAL, facts.connections_free, 2 * settings.pool_size),
        words.letters(TERMINAL, facts.encoding, facts.character_type),
        words.space(TERMINAL, facts.size, _free(settings)),
    )


def _free(settings: Settings) -> int | None:
    """The bytes left on the embedded database's disk; None where the database is somebody else's."""
    return shutil.disk_usage(settings.data_dir).free if settings.database_url is None else None


async def _debates(settings: Settings, url: str) -> Sequence[ListedDebate]:
    async with opened_database(settings, url) as sessions:
        return await debates_listed(sessions)


def _of_schedules(listed: Sequence[ListedDebate]) -> Sequence[Check]:
    paused = [
        words.schedule_paused(TERMINAL, debate.id, pause_reason(TERMINAL, debate.pause_reason))
        for debate in listed
        if debate.pause_reason is not None
    ]
    return paused or [words.schedules_run(TERMINAL)]


async def _of_discord(settings: Settings, url: str, listed: Sequence[ListedDebate], most: int) -> Sequence[Check]:
    if settings.discord_token is None:
        return [discord_words.no_token(TERMINAL)]
    # Discord's library takes longer to import than most other commands take in all.
    from bot.cli.doctor_discord import checks_of_discord

    is_open = [debate for debate in listed if debate.is_open]
    found = await checks_of_discord(settings, url, settings.discord_token.get_secret_value(), is_open[:most])
    left_out = len(is_open) - most
    return [*found, *([discord_words.channels_left_out(TERMINAL, left_out)] if left_out > 0 else [])]
