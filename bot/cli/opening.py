"""What a command works on: the settings and the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot import log
from bot.cli.terminal import fail
from bot.embedded.errors import EmbeddedError
from bot.embedded.server import EmbeddedPostgres
from bot.settings import Settings, SettingsError, load


def settings_or_fail() -> Settings:
    """The settings; a wrong one ends the command with a line that names it."""
    try:
        settings = load()
    except SettingsError as wrong:
        fail(str(wrong))
    log.configure(settings.log_level, settings.log_format)
    return settings


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """The address of the database: the one that is set, or an embedded server's for as long as this lasts."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    try:
        with EmbeddedPostgres(settings.data_dir) as embedded:
            yield embedded.url
    except EmbeddedError as wrong:
        fail(str(wrong))
