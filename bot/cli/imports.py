"""`crux import`: a ledger of ours, or what another tool has written."""

from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Union

import typer

from bot.cli.input import several_files
from bot.cli.progress import progress
from bot.cli.terminal import fail, reading, said, text_in
from bot.clock import SystemClock
from bot.exchange import kialo, ledger_file, newer_keys, polis, polis_ledger, server_ledgers
from bot.exchange.file_shape import TableShape
from bot.exchange.ledger_file import BegunLedger
from bot.exchange.ledger_text import in_utf8, seekable
from bot.exchange.named_files import NamedFiles
from bot.exchange.new_ledger import ForeignLedger
from bot.exchange.server_ledgers import ServerLedgers
from bot.garbage import in_bulk
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.refusals import Refusal
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words
from bot.words import usage
from bot.words.imported_files import left_out

if TYPE_CHECKING:
    from bot.cli.chats import BegunChat


class ImportFormat(StrEnum):
    """What an import reads."""

    CRUX = "crux"
    POLIS = "polis"
    KIALO = "kialo"
    DISCORD = "discord"


def import_file(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=usage.EXPORT_FILE)],
    form: Annotated[ImportFormat | None, typer.Option("--format", help=usage.IMPORT_FORMAT)] = None,
    thread: Annotated[int | None, typer.Option("--thread", metavar="THREAD_ID", min=1, help=usage.TO_THREAD)] = None,
    server_id: Annotated[int | None, typer.Option("--server", metavar="SERVER_ID", min=1, help=usage.TO_SERVER)] = None,
) -> None:
    """Write a ledger into the database: an exported one, or what a file of another tool becomes."""
    if (thread is None) != (server_id is None):
        fail(words.thread_and_server(TERMINAL))
    try:
        for line in _imported(path, form, thread, server_id):
            typer.echo(line)
    except (FileError, Refusal) as wrong:
        fail(f"{path}: {said(wrong)}")


def _imported(path: Path, form: ImportFormat | None, thread: int | None, server_id: int | None) -> Iterator[str]:
    """Import the file; line by line what came of it. Raises FileError, DebateExists."""
    with ExitStack() as opened:
        with in_bulk(), progress(words.importing(TERMINAL)), reading(path):
            begun = _begun(path, form, opened)
        if thread is not None and not isinstance(begun, ForeignLedger):
            fail(words.own_place(TERMINAL))
        # A file that is refused has no use for a database, which takes longer to start than most files to read.
        from bot.cli.taking_in import take_in, take_in_server

        if isinstance(begun, ServerLedgers):
            take_in_server(begun)
            return
        yield take_in(begun, thread, server_id)
        if isinstance(begun, BegunLedger) and (newer := newer_keys.of_ledger(begun)) is not None:
            yield left_out(TERMINAL, newer.version, newer.keys)


def _begun(
    path: Path, form: ImportFormat | None, opened: ExitStack
) -> Union[BegunLedger, ForeignLedger, ServerLedgers, "BegunChat"]:
    """What the file holds, read so far that garbage is seen; what goes on to be read is closed with `opened`.

    Raises FileError, OSError.
    """
    if form is ImportFormat.DISCORD:
        from bot.cli import chats

        return opened.enter_context(chats.begun(path))
    files = opened.enter_context(several_files(path))
    if files is not None:
        return _several(files, form, path)
    if form is ImportFormat.POLIS:
        raise FileError(problem(ProblemKind.NO_FOLDER_OR_ZIP, format=form.value))
    return _begun_alone(opened.enter_context(seekable(opened.enter_context(path.open("rb")))), form, opened)


def _begun_alone(file: BinaryIO, form: ImportFormat | None, opened: ExitStack) -> BegunLedger | ForeignLedger:
    """A discussion, or a ledger of ours: its lines are read when their turn comes, as long as `opened` lasts.

    Raises FileError.
    """
    start = file.read(_BEGINNING)
    file.seek(0)
    if form is ImportFormat.KIALO or (form is None and kialo.is_discussion(start)):
        return kialo.read(text_in(file, TableShape()), SystemClock().now())
    return ledger_file.begun_file(opened.enter_context(in_utf8(file)))


_BEGINNING = 200
"""Bytes that show what a file is."""


def _several(files: NamedFiles, form: ImportFormat | None, path: Path) -> ForeignLedger | ServerLedgers:
    """What a folder or a zip holds. Raises FileError."""
    if form is ImportFormat.POLIS or (form is None and polis.is_report(files)):
        return polis_ledger.ledger_of(polis.read(files), path.stem)
    if form in (None, ImportFormat.CRUX) and server_ledgers.is_server(files):
        return _whole_server(files)
    formats, names = ", ".join(ImportFormat), ", ".join(sorted(files)[:5])[:120] or "–"
    raise FileError(problem(ProblemKind.NO_SUCH_FORMAT, names=names, formats=formats))


def _whole_server(files: NamedFiles) -> ServerLedgers:
    """The ledgers of a server, each looked at to its end: nothing is written where one is damaged. Raises FileError."""
    server = server_ledgers.ledgers_of(files)
    for ledger in server.ledgers:
        server.check(ledger)
    return server
