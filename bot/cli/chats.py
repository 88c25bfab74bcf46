"""`crux import --format discord`: what the messages of a channel may be, for its moderators to look at."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bot.cli.input import several_files
from bot.exchange.ledger_text import seekable
from bot.exchange.named_files import NamedFiles, opened
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_export import DiscordChat, check, suggestions_from

_Parts = Sequence[Callable[[], AbstractContextManager[BinaryIO]]]
"""What opens each file of a channel."""


@dataclass(frozen=True, slots=True)
class BegunChat:
    """A channel whose files were read to their end."""

    chat: DiscordChat
    suggested: Iterator[SuggestedOf]
    """Of each message, in a second reading: it takes far longer than the first one, which finds what is damaged."""


@contextmanager
def begun(path: Path) -> Iterator[BegunChat]:
    """A file, or all parts of one channel in a folder or a zip, open while this lasts. Raises FileError, OSError."""
    chat = DiscordChat()
    with ExitStack() as open_files:
        files = open_files.enter_context(several_files(path))
        parts = _parts(files) if files is not None else [_alone(path, open_files)]
        for part in parts:
            with part() as file:
                check(file, chat)
        yield BegunChat(chat, _suggested(parts))


def _alone(path: Path, open_files: ExitStack) -> Callable[[], AbstractContextManager[BinaryIO]]:
    """What opens a single file, which may come from a pipe."""
    whole = open_files.enter_context(seekable(open_files.enter_context(path.open("rb"))))
    return partial(_from_its_beginning, whole)


@contextmanager
def _from_its_beginning(whole: BinaryIO) -> Iterator[BinaryIO]:
    whole.seek(0)
    yield whole


def _parts(files: NamedFiles) -> _Parts:
    names = sorted(name for name in files if name.endswith(".json"))
    if not names:
        raise FileError(problem(ProblemKind.NO_CHAT, key="channel"))
    return [partial(opened, files, name) for name in names]


def _suggested(parts: _Parts) -> Iterator[SuggestedOf]:
    chat = DiscordChat()
    for part in parts:
        with part() as file:
            yield from suggestions_from(file, chat)
