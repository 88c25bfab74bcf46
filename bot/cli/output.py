"""Where a command writes what it hands out: into a file that is named after its debate, unless it is told otherwise."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

import typer

from bot.cli.terminal import fail
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words

STANDARD_OUTPUT = Path("-")


@contextmanager
def output(out: Path | None, name: str) -> Iterator[BinaryIO]:
    """Where to write: the file `out`, or one of that name in the folder `out`, or standard output for `-`.

    Without `out` it is standard output where a file or another program takes it, and a file of that name on a terminal.
    A file that is named so never replaces another one. What could not be written to its end is removed.
    """
    if out == STANDARD_OUTPUT or (out is None and not sys.stdout.isatty()):
        yield sys.stdout.buffer
        return
    file = _opened_or_fail(out or Path(), name)
    path = Path(file.name)
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    typer.echo(words.written(TERMINAL, path))


def _opened_or_fail(out: Path, name: str) -> BinaryIO:
    try:
        return _new_file(out, name) if out.is_dir() else out.open("wb")
    except OSError as wrong:
        fail(f"{out}: {wrong.strerror or words.cannot_be_written(TERMINAL)}")


def _new_file(folder: Path, name: str) -> BinaryIO:
    """A file of that name, or of the first one with a number that is not taken."""
    stem, dot, ending = name.partition(".")
    for number in count(1):
        numbered = name if number == 1 else f"{stem}-{number}{dot}{ending}"
        try:
            return (folder / numbered).open("xb")
        except FileExistsError:
            continue
    raise AssertionError("there is always a next number")
