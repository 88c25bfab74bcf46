"""Whether a file can be one of ours at all, seen from its first pieces, before it is in memory.

A megabyte of `[],[],…` takes twenty of memory once it is read, and a row of a million cells fifty. In a file of ours
each value of JSON has a name or a sentence, and each line is one event or a row of some cells.
"""

import codecs
from collections.abc import Iterable
from typing import Protocol

from bot.exchange.file_text import encoding_of, line_ends
from bot.ledger.file_problems import FileError, ProblemKind, problem

PIECE = 1 << 20
"""Bytes that are looked at together."""

LONGEST_ROW = 1_000_000
"""Characters of a line in a table."""

_SPARE = 64 * 1024
"""Values that a document may have more than its length allows."""

_LEAST_TEXT = 12
"""Characters for each value, at the least, in a document of some length."""

_MOST_KEYS = 64
"""Keys for each object, at the most, in a document of some length."""


class Shape(Protocol):
    """What looks at a file's text piece by piece."""

    def take(self, piece: str) -> None:
        """Go on with the next piece. Raises FileError at the first one that is of no such file."""


def shaped(pieces: Iterable[bytes], shape: Shape) -> bytes:
    """The bytes of a file in one piece; of another file than that no more than a piece is read. Raises FileError.

    What is no text is not found out here.
    """
    whole = bytearray()
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        decoder = decoder or codecs.getincrementaldecoder(encoding_of(piece))("replace")
        shape.take(decoder.decode(piece))
        whole += piece
    return bytes(whole)


class DocumentShape:
    """A document of JSON, or several in lines: an object, with as few values and keys as what Crux writes has."""

    def __init__(self) -> None:
        self._begins = True
        self._line = 1
        self._is_in_string = self._is_escaped = False
        self._text = 0
        self._values = 0
        self._objects = 0
        self._keys = 0

    def take(self, piece: str) -> None:
        """Go on with the next piece. Raises FileError."""
        if self._begins and (start := piece.lstrip("\ufeff \t\r\n")):
            self._begins = False
            if not start.startswith("{"):
                raise FileError(problem(ProblemKind.NO_OBJECT, where=""))
        self._text += len(piece)
        self._line += piece.count("\n")
        bare = self._without_strings(piece)
        self._values += sum(map(bare.count, "[{,"))
        if self._values > _SPARE + self._text // _LEAST_TEXT:
            raise FileError(problem(ProblemKind.TOO_MANY_VALUES, line=self._line))
        self._objects += bare.count("{")
        self._keys += bare.count(":")
        if self._keys > _SPARE + self._objects * _MOST_KEYS:
            raise FileError(problem(ProblemKind.TOO_MANY_KEYS, line=self._line))

    def _without_strings(self, piece: str) -> str:
        """The text between strings, of which the first one may have begun in the piece before."""
        text = piece[1:] if self._is_escaped else piece
        # Escapes stand in strings alone; what is left at the end escapes the next piece's first character.
        text = text.replace("\\\\", "") if "\\" in text else text
        self._is_escaped = text.endswith("\\")
        parts = text.replace('\\"', "").split('"')
        bare = "".join(parts[self._is_in_string :: 2])
        self._is_in_string ^= len(parts) % 2 == 0
        return bare


class TableShape:
    """A table of text: no line is longer than a row can be."""

    def __init__(self) -> None:
        self._line, self._since = 1, 0
        self._after_return = False

    def take(self, piece: str) -> None:
        """Go on with the next piece. Raises FileError."""
        # One end of a line may be cut in two.
        self._line -= self._after_return and piece.startswith("\n")
        self._after_return = piece.endswith("\r")
        start = -self._since
        while len(piece) - start > LONGEST_ROW:
            # Not line by line: one that ends within so many letters is not too long, nor are those before it.
            end = _last_end(piece, max(start, 0), start + LONGEST_ROW)
            if end < 0:
                line = self._line + line_ends(piece[: max(start, 0)])
                raise FileError(problem(ProblemKind.LINE_TOO_LONG, line=line, limit=LONGEST_ROW))
            start = end + 1
        self._line += line_ends(piece)
        last = _last_end(piece, 0, len(piece))
        self._since = self._since + len(piece) if last < 0 else len(piece) - last - 1


def _last_end(text: str, start: int, stop: int) -> int:
    return max(text.rfind("\n", start, stop), text.rfind("\r", start, stop))
