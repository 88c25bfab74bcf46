"""`crux import --format discord`: what the messages of a channel may be, for its moderators to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from bot.cli.input import several_files
from bot.exchange.named_files import NamedFiles, opened
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_export import DiscordChat, suggestions_from

BEGINNING = 1_000
"""How many messages with suggestions are looked for at first: more than most files have."""


@dataclass(frozen=True, slots=True)
class BegunChat:
    """A channel whose files are read to their end, or so far as their beginning goes."""

    chat: DiscordChat
    suggested: Iterator[SuggestedOf]
    """Of each message, those that are read already among them. Raises FileError where a file goes on amiss."""


@contextmanager
def begun(path: Path) -> Iterator[BegunChat]:
    """A file, or all parts of one channel in a folder or a zip, open while this lasts. Raises FileError."""
    chat = DiscordChat()
    with several_files(path) as files:
        suggested = _of_parts(files, chat) if files is not None else _of_file(path, chat)
        beginning = list(islice(suggested, BEGINNING))
        yield BegunChat(chat, chain(beginning, suggested))


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
