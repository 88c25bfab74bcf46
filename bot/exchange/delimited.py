"""A table of text (RFC 4180), its cells separated by commas, semicolons or tabs: rows with the line each begins on."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.exchange.file_text import without_mark
from bot.ledger.file_problems import FileError, ProblemKind, problem

SEPARATORS = (",", ";", "\t")

Row = tuple[int, list[str]]
"""The line that a row begins on, and the cells of the columns that were asked for."""


def rows_of(text: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows under the header, empty lines left out. Raises FileError as soon as one does not fit the header."""
    text = without_mark(text)
    separator = max(SEPARATORS, key=_first_line(text).count)
    lines = _lines(text, separator)
    header = [name.strip() for name in next(lines, (1, []))[1]]
    places = _places(header, columns)
    for line, cells in lines:
        if len(cells) != len(header):
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, line=line, cells=len(cells), columns=len(header)))
        yield line, [cells[place] for place in places]


def _first_line(text: str) -> str:
    return next(io.StringIO(text, newline=""), "")


def _lines(text: str, separator: str) -> Iterator[Row]:
    """Every line that is not empty; one whose quoted cells hold line ends counts as one, by where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as wrong:
        if (line := _line_of_loose_quote(text, separator)) is not None:
            raise FileError(problem(ProblemKind.QUOTE_NOT_CLOSED, line=line)) from None
        raise FileError(problem(ProblemKind.NOT_CSV, line=begins, detail=str(wrong))) from None


def _line_of_loose_quote(text: str, separator: str) -> int | None:
    """The line of the first quote that begins a cell and does not end it; None where there is none."""
    cell = re.compile(rf'(?:"(?:[^"]|"")*+"|(?!")[^{separator}\r\n]*+)(?:[{separator}\r\n]|\Z)')
    place = 0
    while place < len(text):
        if (found := cell.match(text, place)) is None:
            return sum(1 for _ in io.StringIO(text[: place + 1], newline=""))
        place = found.end()
    return None


def _places(header: Sequence[str], columns: Sequence[str]) -> list[int]:
    counts = Counter(header)
    for column in columns:
        if not counts[column]:
            raise FileError(problem(ProblemKind.COLUMN_MISSING, column=column, columns=", ".join(columns)))
    if twice := next((name for name, count in counts.items() if name and count > 1), None):
        raise FileError(problem(ProblemKind.COLUMN_TWICE, column=twice[:40]))
    return [header.index(column) for column in columns]
