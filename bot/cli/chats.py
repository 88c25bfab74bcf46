"""`crux import --format discord`: what the messages of a channel may be, for its moderators to look at."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from bot.actions import suggestions
from bot.actions.suggestions import Added
from bot.cli.input import several_files
from bot.clock import SystemClock
from bot.exchange.named_files import NamedFiles, opened
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_export import DiscordChat, suggestions_from
from bot.render.front_ends import TERMINAL
from bot.store.sessions import Sessions
from bot.words import imported_files

Done = Callable[[Callable[[Sessions], Awaitable[Added]]], Added]
"""Has the database do something for a command."""


def import_chat(path: Path, done: Done) -> str:
    """Take a file in, or all parts of one channel in a folder or a zip; gives what it came to. Raises FileError."""
    chat = DiscordChat()
    with several_files(path) as files:
        found = _of_parts(files, chat) if files is not None else _of_file(path, chat)
        added = done(lambda sessions: suggestions.take_in(sessions, chat, found, SystemClock().now()))
    return imported_files.chat_read(TERMINAL, chat, added)


def _of_file(path: Path, chat: DiscordChat) -> Iterator[SuggestedOf]:
    with path.open("rb") as file:
        yield from suggestions_from(file, chat)


def _of_parts(files: NamedFiles, chat: DiscordChat) -> Iterator[SuggestedOf]:
    names = sorted(name for name in files if name.endswith(".json"))
    if not names:
        raise FileError(problem(ProblemKind.NO_CHAT, key="channel"))
    for name in names:
        with opened(files, name) as file:
            yield from suggestions_from(file, chat)
