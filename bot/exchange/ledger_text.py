"""The text of a ledger's file in UTF-8, in which one can go back: as it is, or as a copy on the disk."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from bot.exchange.file_shape import PIECE
from bot.exchange.file_text import LONGEST_LINE, encoding_of
from bot.exchange.ledger_lines import is_lines
from bot.ledger.file_problems import FileError, ProblemKind, problem

_MARK = 4
"""Bytes that show which encoding a file is in."""


@contextmanager
def in_utf8(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file itself, or a copy of what comes from a pipe, or is in another encoding. Raises FileError."""
    with seekable(file) as whole:
        encoding = encoding_of(whole.read(_MARK))
        whole.seek(0)
        if encoding == "utf-8":
            yield whole
            return
        with TemporaryFile() as copy:
            _copy_text(whole, copy, encoding)
            yield copy


@contextmanager
def seekable(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file itself, or a copy of what comes from a pipe."""
    if file.seekable():
        yield file
        return
    with TemporaryFile() as copy:
        while piece := file.read(PIECE):
            copy.write(piece)
        copy.seek(0)
        yield copy


def _copy_text(file: BinaryIO, copy: BinaryIO, encoding: str) -> None:
    characters = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            copy.write(characters.decode(piece).encode())
        characters.decode(b"", final=True)
    except UnicodeError:
        raise FileError(problem(ProblemKind.CUT_OFF, encoding=encoding.upper())) from None
    copy.seek(0)


def is_of_lines(file: BinaryIO) -> bool:
    """Whether it is NDJSON, and not one document; one is at its beginning again then."""
    first = file.readline(LONGEST_LINE)
    file.seek(0)
    return is_lines(first.decode(errors="replace"))


def in_memory(text: str) -> BinaryIO:
    """A file that is in memory."""
    return BytesIO(text.encode(errors="surrogatepass"))


def lines_in(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, as they are taken; of one that is too long no more than shows it."""
    return iter(lambda: file.readline(LONGEST_LINE + 1), b"")
