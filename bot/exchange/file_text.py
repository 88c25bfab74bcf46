"""The text of a file that is read in, whichever Unicode encoding its bytes are in."""

import codecs
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from bot.ledger.file_problems import FileError, ProblemKind, problem

LONGEST_LINE = 1_000_000
"""In bytes, or in characters of a text: a row or an event has a few texts of some thousand characters."""

_END = b"\n"
_BLOCK = 1 << 16
"""Bytes that are read together, up to the end of a line."""

MARK = "\ufeff"
"""The byte order mark, with which spreadsheets and editors on Windows begin a file."""

_MARKED = (
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BY_NULLS = {(1, 0): "utf-16-be", (0, 1): "utf-16-le"}


def text_of(data: bytes) -> str:
    """The text, which may still begin with a byte order mark. Raises FileError where the bytes are no Unicode."""
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        if encoding == "utf-8":
            line = len(data[: wrong.start].split(b"\n"))
            raise FileError(problem(ProblemKind.NOT_UTF8, line=line)) from None
        raise FileError(problem(ProblemKind.CUT_OFF, encoding=encoding.upper())) from None


def encoding_of(data: bytes) -> str:
    """What a file that begins so is in: what its mark says, or how every second byte of its text is null."""
    marked = next((encoding for mark, encoding in _MARKED if data.startswith(mark)), None)
    nulls = (int(data[0:1] == b"\0"), int(data[1:2] == b"\0"))
    return marked or _BY_NULLS.get(nulls, "utf-8")


def without_mark(text: str) -> str:
    """The text without the byte order mark that it may begin with."""
    return text.removeprefix(MARK)


def line_ends(text: str) -> int:
    """How many lines end in a text: with "\\n", "\\r\\n" or "\\r"."""
    returns = text.count("\r")
    return text.count("\n") + returns - (text.count("\r\n") if returns else 0)


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines of a file in UTF-8 with their ends; only some of them are in memory.

    Raises FileError at one that is too long, or no UTF-8.
    """
    read = 0
    while block := file.read(_BLOCK):
        if not block.endswith(b"\n"):
            block += file.readline(LONGEST_LINE + 1)
        text = _text_of_lines(block)
        lines = _one_by_one(block, read) if text is None else io.StringIO(text, newline="\n")
        yield from lines if read else _without_mark(lines)
        read += block.count(_END)


def _text_of_lines(block: bytes) -> str | None:
    """The lines together; None where one of them may be wrong."""
    try:
        return block.decode() if len(block) <= LONGEST_LINE else None
    except UnicodeDecodeError:
        return None


def _one_by_one(block: bytes, read: int) -> Iterator[str]:
    """The lines behind so many others. Raises FileError."""
    for number, line in enumerate(io.BytesIO(block), start=read + 1):
        if len(line) > LONGEST_LINE:
            raise FileError(problem(ProblemKind.LINE_TOO_LONG, line=number, limit=LONGEST_LINE))
        yield line_text(line, number)


def _without_mark(lines: Iterable[str]) -> Iterator[str]:
    coming = iter(lines)
    yield without_mark(next(coming))
    yield from coming


def line_text(line: bytes, number: int) -> str:
    """The line of that number, as text. Raises FileError where it is no UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise FileError(problem(ProblemKind.NOT_UTF8, line=number)) from None
