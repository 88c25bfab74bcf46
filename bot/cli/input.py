"""What a command reads that is several files: a folder, or a zip."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bot.exchange.named_files import NamedFiles, files_of_zip

_ZIP_BEGINS = b"PK"


@contextmanager
def several_files(path: Path) -> Iterator[NamedFiles | None]:
    """The files of a folder or a zip, while this lasts; None where it is a single file.

    Raises OSError, and FileError for a zip that is none.
    """
    if path.is_dir():
        yield {file.name: partial(_opened, file) for file in sorted(path.iterdir()) if file.is_file()}
        return
    if path.exists() and not path.is_file():
        yield None  # what a pipe gives is there once
        return
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP_BEGINS)) == _ZIP_BEGINS
        yield files_of_zip(file) if is_zip else None


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")
