"""What every command does at its edges: read a file, write one, end with a line that says what was wrong."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

import typer

from bot.exchange.file_shape import PIECE, Shape, shaped
from bot.exchange.file_text import text_of
from bot.ledger.file_problems import FileError
from bot.render.front_ends import TERMINAL
from bot.words import files
from bot.words import terminal as words


def fail(message: str, code: int = 2) -> NoReturn:
    """One line on standard error, and the exit code."""
    typer.echo(f"crux: {message}", err=True)
    raise typer.Exit(code)


def said(wrong: Exception) -> str:
    """What went wrong, in words."""
    if isinstance(wrong, FileError):
        return files.said(TERMINAL, wrong)
    # There are many refusals, and a command that only reads a file meets none.
    from bot.ledger.refusals import Refusal
    from bot.words.refusals import refused

    return refused(TERMINAL, wrong) if isinstance(wrong, Refusal) else str(wrong)


def read_or_fail(path: Path, shape: Shape) -> str:
    """The text of a file; one that cannot be read, or that has another shape, ends the command."""
    try:
        with reading(path), path.open("rb") as file:
            return text_in(file, shape)
    except FileError as wrong:
        fail(f"{path}: {said(wrong)}")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """While this lasts, what the system cannot read of a file or a folder ends the command."""
    try:
        yield
    except OSError as wrong:
        fail(f"{path}: {wrong.strerror or words.cannot_be_read(TERMINAL)}")


def text_in(file: BinaryIO, shape: Shape) -> str:
    """The text of a file from where it is read on. Raises FileError where that has another shape."""
    return text_of(shaped(iter(lambda: file.read(PIECE), b""), shape))


def has_display() -> bool:
    """Whether a browser window would be seen: not on a server, nor where a browser in the terminal would open."""
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
