"""`crux import`: a ledger of ours, or what another tool has written."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.actions import imports as loading
from bot.cli.input import several_files
from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import progress
from bot.cli.terminal import fail, read_or_fail, said
from bot.clock import SystemClock
from bot.exchange import kialo, polis, polis_ledger
from bot.exchange.file_shape import DocumentShape, TableShape
from bot.exchange.named_files import NamedFiles
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.ledger import NO_SERVER
from bot.ledger.refusals import Refusal
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.words import imported_files
from bot.words import terminal as words

_Answer = TypeVar("_Answer")


class ImportFormat(StrEnum):
    """What an import reads."""

    CRUX = "crux"
    POLIS = "polis"
    KIALO = "kialo"
    DISCORD = "discord"


def import_file(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=words.EXPORT_FILE)],
    form: Annotated[ImportFormat | None, typer.Option("--format", help=words.IMPORT_FORMAT)] = None,
    thread: Annotated[int | None, typer.Option("--thread", metavar="THREAD_ID", min=1, help=words.TO_THREAD)] = None,
    server_id: Annotated[int | None, typer.Option("--server", metavar="SERVER_ID", min=1, help=words.TO_SERVER)] = None,
) -> None:
    """Write a ledger into the database: an exported one, or what a file of another tool becomes."""
    settings = settings_or_fail()
    if (thread is None) != (server_id is None):
        fail(words.thread_and_server(TERMINAL))
    try:
        foreign = None if form is ImportFormat.DISCORD else _foreign(path, form)
        if foreign is None and thread is not None:
            fail(words.own_place(TERMINAL))
        with progress(words.importing(TERMINAL)):
            line = _taken_in(settings, path, form) if foreign is None else _import(settings, foreign, thread, server_id)
    except (FileError, Refusal) as wrong:
        fail(f"{path}: {said(wrong)}")
    typer.echo(line)


def _foreign(path: Path, form: ImportFormat | None) -> ForeignLedger | None:
    """What another tool's file becomes; None for one of ours. Raises FileError."""
    with several_files(path) as files:
        if files is not None:
            return _report(files, form, path)
    if form is ImportFormat.POLIS:
        raise FileError(problem(ProblemKind.NO_FOLDER_OR_ZIP, format=form.value))
    if form is ImportFormat.CRUX or (form is None and not _is_discussion(path)):
        return None
    return kialo.read(read_or_fail(path, TableShape()), SystemClock().now())


def _report(files: NamedFiles, form: ImportFormat | None, path: Path) -> ForeignLedger:
    if form not in (None, ImportFormat.POLIS) or (form is None and not polis.is_report(files)):
        formats, names = ", ".join(ImportFormat), ", ".join(sorted(files)[:5])[:120] or "–"
        raise FileError(problem(ProblemKind.NO_SUCH_FORMAT, names=names, formats=formats))
    return polis_ledger.ledger_of(polis.read(files), path.stem)


def _is_discussion(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return kialo.is_discussion(file.read(200).decode(errors="replace"))
    except OSError as wrong:
        fail(f"{path}: {wrong.strerror or words.cannot_be_read(TERMINAL)}")


def _taken_in(settings: Settings, path: Path, form: ImportFormat | None) -> str:
    """Take in what says itself where it belongs: a ledger of ours, or a channel's messages."""
    if form is not ImportFormat.DISCORD:
        return _import_own(settings, path)
    from bot.cli.chats import import_chat

    return import_chat(path, partial(_done, settings))


def _import_own(settings: Settings, path: Path) -> str:
    text = read_or_fail(path, DocumentShape())
    debate = _done(settings, lambda sessions: loading.import_ledger(sessions, text))
    return words.imported(TERMINAL, debate.id)


def _import(settings: Settings, foreign: ForeignLedger, thread: int | None, server_id: int | None) -> str:
    to = Destination(thread or foreign.debate, server_id or NO_SERVER)
    taken = _done(settings, lambda sessions: loading.import_foreign(sessions, foreign, to))
    return imported_files.imported(TERMINAL, to.debate, taken)


def _done(settings: Settings, work: Callable[[Sessions], Awaitable[_Answer]]) -> _Answer:
    async def do() -> _Answer:
        async with opened_database(settings, url) as sessions:
            return await work(sessions)

    with server(settings) as url:
        migrations.upgrade(url)
        return asyncio.run(do())
