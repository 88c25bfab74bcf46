"""The text of a ledger's file: lines one by one, however many there are, or a document as a whole."""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from bot.exchange.file_shape import PIECE, DocumentShape, shaped
from bot.exchange.file_text import LONGEST_LINE, text_of
from bot.exchange.ledger_lines import is_lines


def lines_or_document(file: BinaryIO) -> BinaryIO | str:
    """The lines of an NDJSON file in UTF-8, not read yet, or else the text of the whole file. Raises FileError."""
    first = file.readline(LONGEST_LINE)
    if is_lines(first.decode(errors="replace")):
        file.seek(0)
        return file
    text = text_of(shaped(chain([first], iter(lambda: file.read(PIECE), b"")), DocumentShape()))
    # In another encoding than UTF-8, what a first line says is seen only now.
    return as_lines(text) if is_lines(text) else text


def as_lines(text: str) -> BinaryIO:
    """Lines that are in memory, as a file has them."""
    return BytesIO(text.encode())


def lines_in(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, as they are taken; of one that is too long no more than shows it."""
    return iter(lambda: file.readline(LONGEST_LINE + 1), b"")
