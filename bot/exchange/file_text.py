"""The text of a file that is read in, whichever Unicode encoding its bytes are in."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from bot.ledger.file_problems import FileError, ProblemKind, problem

LONGEST_LINE = 1_000_000
"""In bytes, or in characters of a text: a row or an event has a few texts of some thousand characters."""

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


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines of a file in UTF-8 with their ends; only one of them is in memory.

    Raises FileError at one that is too long, or no UTF-8.
    """
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise FileError(problem(ProblemKind.LINE_TOO_LONG, line=number, limit=LONGEST_LINE))
        text = line_text(line, number)
        yield without_mark(text) if number == 1 else text


def line_text(line: bytes, number: int) -> str:
    """The line of that number, as text. Raises FileError where it is no UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise FileError(problem(ProblemKind.NOT_UTF8, line=number)) from None
