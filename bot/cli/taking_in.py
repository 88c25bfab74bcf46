"""`crux import`, once its file is known to be one: into the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

from bot.actions import imports, suggestions
from bot.cli.chats import BegunChat
from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import Progress, progress
from bot.cli.terminal import said
from bot.clock import SystemClock
from bot.exchange import newer_keys
from bot.exchange.ledger_file import BegunLedger, begun_file
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.exchange.server_ledgers import IndexedLedger, ServerLedgers
from bot.garbage import in_bulk
from bot.ledger.ledger import NO_SERVER
from bot.ledger.refusals import DebateExists
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.words import imported_files
from bot.words import terminal as words

_Answer = TypeVar("_Answer")


def take_in(begun: BegunLedger | ForeignLedger | BegunChat, thread: int | None, server_id: int | None) -> str:
    """What came of it, in a line. Another tool's file may be given a place. Raises FileError, DebateExists."""
    settings = settings_or_fail()
    with progress(words.importing(TERMINAL)):
        if isinstance(begun, BegunLedger):
            return _take_in_own(settings, begun)
        if isinstance(begun, BegunChat):
            return _take_in_chat(settings, begun)
        return _take_in_foreign(settings, begun, Destination(thread or begun.debate, server_id or NO_SERVER))


def _take_in_own(settings: Settings, begun: BegunLedger) -> str:
    debate = _done(settings, lambda sessions: imports.import_ledger(sessions, begun))
    return words.imported(TERMINAL, debate.id)


def _take_in_foreign(settings: Settings, foreign: ForeignLedger, to: Destination) -> str:
    taken = _done(settings, lambda sessions: imports.import_foreign(sessions, foreign, to))
    return imported_files.imported(TERMINAL, to.debate, taken)


def _take_in_chat(settings: Settings, begun: BegunChat) -> str:
    now = SystemClock().now()
    added = _done(settings, lambda sessions: suggestions.take_in(sessions, begun.chat, begun.suggested, now))
    return imported_files.chat_read(TERMINAL, begun.chat, added)


def take_in_server(server: ServerLedgers) -> None:
    """Take each ledger of a server in, in a transaction of its own, and say what came of it.

    One that is there already leaves the others alone; at the end the command has exit code 2 then. Raises FileError
    where a file was changed since it was looked at.
    """
    settings = settings_or_fail()
    with progress(words.importing(TERMINAL), len(server.ledgers)) as done:
        imported = _done(settings, lambda sessions: _each_taken_in(sessions, server, done))
    typer.echo(imported_files.server_imported(TERMINAL, imported, len(server.ledgers) - imported))
    if imported < len(server.ledgers):
        raise typer.Exit(2)


async def _each_taken_in(sessions: Sessions, server: ServerLedgers, done: Progress) -> int:
    """How many came in."""
    imported = 0
    for ledger in server.ledgers:
        try:
            lines = await _taken_in(sessions, server, ledger)
            imported += 1
        except DebateExists as there:
            lines = [said(there)]
        for line in lines:
            told = f"{ledger.file}: {line}"
            done.say(told)
        done.step()
    return imported


async def _taken_in(sessions: Sessions, server: ServerLedgers, ledger: IndexedLedger) -> list[str]:
    """What is said of one that came in. Raises FileError, DebateExists."""
    with server.opened(ledger) as file:
        with in_bulk():
            begun = begun_file(file)
        debate = await imports.import_ledger(sessions, begun)
        newer = newer_keys.of_ledger(begun)
    left = [imported_files.left_out(TERMINAL, newer.version, newer.keys)] if newer is not None else []
    return [words.imported(TERMINAL, debate.id), *left]


def _done(settings: Settings, work: Callable[[Sessions], Awaitable[_Answer]]) -> _Answer:
    async def do() -> _Answer:
        async with opened_database(settings, url) as sessions:
            return await work(sessions)

    with server(settings) as url:
        migrations.upgrade(url)
        return asyncio.run(do())
