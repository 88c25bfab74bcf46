"""Where a command writes what it hands out: into a file that is named after its debate, unless it is told otherwise."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import BinaryIO, Self

import typer

from bot.cli.terminal import fail
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words

STANDARD_OUTPUT = Path("-")


@contextmanager
def output(out: Path | None, name: str) -> Iterator[BinaryIO]:
    """Where to write: the file `out`, or one of that name in the folder `out`, or standard output for `-`.

    Without `out` it is standard output where a file or another program takes it, and a file of that name on a terminal.
    A file that is named so never replaces another one. Under its name stands what is whole, or what stood there before:
    until then it is written beside it.
    """
    if out == STANDARD_OUTPUT or (out is None and not sys.stdout.isatty()):
        yield sys.stdout.buffer
        return
    with _new_file_or_fail(out or Path(), name) as file:
        yield file.unfinished
    typer.echo(words.written(TERMINAL, file.path))


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A file that is written under a name of its own, beside where it will stand."""

    path: Path
    unfinished: BinaryIO
    is_reserved: bool
    """Whether an empty file keeps its name for it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        beside = Path(self.unfinished.name)
        try:
            self.unfinished.close()
            if kind is None and beside != self.path:
                beside.replace(self.path.resolve())  # through a link, what it leads to
        finally:
            if beside != self.path:
                beside.unlink(missing_ok=True)
            if kind is not None and self.is_reserved:
                self.path.unlink(missing_ok=True)


def _new_file_or_fail(out: Path, name: str) -> _NewFile:
    try:
        if out.is_dir():
            return _beside(_reserved(out, name), is_reserved=True)
        if out.exists() and not out.is_file():
            return _NewFile(out, out.open("wb"), is_reserved=False)  # a device or a pipe, in whose place nothing can be
        return _beside(out, is_reserved=False)
    except OSError as wrong:
        fail(f"{out}: {wrong.strerror or words.cannot_be_written(TERMINAL)}")


def _beside(path: Path, *, is_reserved: bool) -> _NewFile:
    unfinished = path.resolve().with_name(f".crux-{token_hex(8)}").open("xb")
    if path.exists():
        shutil.copymode(path, unfinished.name)
    return _NewFile(path, unfinished, is_reserved)


def _reserved(folder: Path, name: str) -> Path:
    """An empty file of that name, or of the first one with a number that is not taken."""
    stem, dot, ending = name.partition(".")
    for number in count(1):
        numbered = name if number == 1 else f"{stem}-{number}{dot}{ending}"
        try:
            (folder / numbered).open("xb").close()
        except FileExistsError:
            continue
        return folder / numbered
    raise AssertionError("there is always a next number")
