"""`crux import`, once its file is known to be one: into the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.actions import imports, suggestions
from bot.cli.chats import BegunChat
from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import progress
from bot.clock import SystemClock
from bot.exchange.ledger_file import BegunLedger
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.ledger.ledger import NO_SERVER
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


def _done(settings: Settings, work: Callable[[Sessions], Awaitable[_Answer]]) -> _Answer:
    async def do() -> _Answer:
        async with opened_database(settings, url) as sessions:
            return await work(sessions)

    with server(settings) as url:
        migrations.upgrade(url)
        return asyncio.run(do())
