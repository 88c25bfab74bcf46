"""`crux migrate`, `crux backup`, `crux restore`: the whole database."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import progress
from bot.cli.terminal import fail
from bot.embedded.errors import EmbeddedError
from bot.render.front_ends import TERMINAL
from bot.store.setup import backup
from bot.store.setup import migrate as migrations
from bot.store.setup.backup import BackupError, DatabaseNotEmpty, ProgramFailed
from bot.words import terminal as words
from bot.words import usage


def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = settings_or_fail()
    with server(settings) as url, progress(words.migrating(TERMINAL)):
        migrations.upgrade(url)


def back_up(file: Annotated[Path, typer.Argument(metavar="FILE", help=usage.NEW_BACKUP)]) -> None:
    """Write the whole database into a file, by pg_dump; the bot may go on running."""
    settings = settings_or_fail()
    with server(settings) as url:
        try:
            with progress(words.backing_up(TERMINAL)):
                backup.dump(url, file)
        except (BackupError, EmbeddedError) as wrong:
            fail(f"{file}: {_said(wrong)}")
    typer.echo(words.backed_up(TERMINAL, file))


def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help=usage.BACKUP)]) -> None:
    """Bring a backup into an empty database, and to the newest schema."""
    settings = settings_or_fail()
    with server(settings) as url:
        try:
            with progress(words.restoring(TERMINAL)):
                asyncio.run(backup.restore(url, file))
        except (BackupError, EmbeddedError) as wrong:
            fail(f"{file}: {_said(wrong)}")
        migrations.upgrade(url)
    typer.echo(words.restored(TERMINAL))


def _said(wrong: BackupError | EmbeddedError) -> str:
    match wrong:
        case DatabaseNotEmpty():
            return words.database_not_empty(TERMINAL)
        case ProgramFailed():
            return wrong.error or words.program_failed(TERMINAL, wrong.program)
        case _:
            return str(wrong)
