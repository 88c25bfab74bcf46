"""What a command works on: the settings and the database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.cli.terminal import fail
from bot.embedded.errors import EmbeddedError
from bot.embedded.server import EmbeddedPostgres
from bot.ledger.house import Spoken
from bot.log import configure
from bot.render.front_ends import TERMINAL
from bot.settings import Settings, SettingsError, load, unknown_names
from bot.store.setup import migrate as migrations
from bot.store.setup.engine import is_away, is_refused, place_of
from bot.words import terminal as words
from bot.words.language import ENGLISH, LANGUAGES, language_of

log = structlog.get_logger(__name__)


def settings_or_fail() -> Settings:
    """The settings; a wrong one ends the command with a line that names it, one that is not known is logged."""
    try:
        settings = load()
    except SettingsError as wrong:
        fail(str(wrong))
    spoken_or_fail(settings.language)
    configure(settings.log_level, settings.log_format)
    for name, nearest in unknown_names():
        log.warning("setting is not known", name=name, did_you_mean=nearest)
    return settings


def spoken_or_fail(language: str) -> str:
    """The tag, if Crux speaks its language; another one ends the command with a line that names those there are.

    That of no language, where Crux takes the one of each server, is English.
    """
    if language == Spoken.AUTOMATIC:
        return ENGLISH.tag
    if language_of(language).primary != language.partition("-")[0]:
        fail(words.language_not_spoken(TERMINAL, language, [one.tag for one in LANGUAGES]))
    return language


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """The address of a database that can be reached: the one that is set, or an embedded server's while this lasts.

    Where it cannot be, the command ends with one line.
    """
    with address(settings) as url:
        reach_or_fail(url)
        yield url


def reach_or_fail(url: str) -> None:
    """End the command with one line, and exit code 1, where the database cannot be reached."""
    try:
        asyncio.run(migrations.is_newest(url))
    except Exception as wrong:
        if is_refused(wrong):
            fail(words.database_refuses(TERMINAL, *place_of(url)), code=1)
        if is_away(wrong):
            fail(words.database_away(TERMINAL, *place_of(url)), code=1)
        raise


@contextmanager
def address(settings: Settings) -> Iterator[str]:
    """The address of the database: the one that is set, or an embedded server's for as long as this lasts."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    try:
        with EmbeddedPostgres(settings.data_dir) as embedded:
            yield embedded.url
    except EmbeddedError as wrong:
        fail(str(wrong))
