"""The text of a ledger's file: lines one by one, however many there are, or a document as a whole."""

from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import BinaryIO

from bot.exchange.file_shape import PIECE, DocumentShape, shaped
from bot.exchange.file_text import LONGEST_LINE, line_text, lines_of, text_of
from bot.exchange.ledger_lines import is_lines


def lines_or_document(file: BinaryIO) -> Iterator[str] | str:
    """The lines of an NDJSON file, read as they are taken, or else the text of the whole file. Raises FileError."""
    first = file.readline(LONGEST_LINE)
    if is_lines(first.decode(errors="replace")):
        return chain([line_text(first, 1)], lines_of(file, behind=1))
    text = text_of(shaped(chain([first], iter(lambda: file.read(PIECE), b"")), DocumentShape()))
    # In another encoding than UTF-8, what a first line says is seen only now.
    return StringIO(text, newline="\n") if is_lines(text) else text
