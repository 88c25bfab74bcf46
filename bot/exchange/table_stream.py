"""A table of text (RFC 4180) that is read row by row, its columns found by their names.

For large files: no more than a row of one is in memory. `delimited` reads what people write by hand.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from bot.exchange.file_text import lines_of
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.moments import LAST_YEAR

MOST_EMPTY = 1_000
"""Lines without a cell: some programs leave a few."""

Row = tuple[int, list[str]]
"""The line that a row begins on, and all its cells."""


RowReader = Callable[[Iterable[str]], Iterator[Row]]
"""Makes rows of lines; the first one is the header."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is read: the place of each column by its name, and the rows that come."""

    places: dict[str, int]
    rows: Iterator[Row]


def rows_of(lines: Iterable[str]) -> Iterator[Row]:
    """Every row that is not empty. Raises FileError where quotes are not as they must be."""
    reader = csv.reader(lines, strict=True)
    begins, empty = 1, 0
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            elif (empty := empty + 1) > MOST_EMPTY:
                raise FileError(problem(ProblemKind.TOO_MANY_EMPTY_LINES, line=begins, limit=MOST_EMPTY))
            begins = reader.line_num + 1
    except csv.Error as wrong:
        raise not_csv(wrong, begins, reader.line_num) from None


def not_csv(wrong: csv.Error, begins: int, read: int) -> FileError:
    """What is wrong with quotes of a row that begins on a line, so many lines of its file being read."""
    if read > begins or "end of data" in str(wrong):
        return FileError(problem(ProblemKind.QUOTE_NOT_CLOSED, line=begins))
    return FileError(problem(ProblemKind.NOT_CSV, line=begins, detail=str(wrong)))


def table(file: BinaryIO, required: Sequence[str], rows: RowReader = rows_of) -> Table:
    """The table, whose rows have as many cells as its header. Raises FileError, for a row once it is read."""
    found = rows(lines_of(file))
    _, header = next(found, (1, []))
    return Table(places_of(header, required), _even(found, len(header)))


def places_of(header: Sequence[str], required: Sequence[str]) -> dict[str, int]:
    """The place of each column by its name. Raises FileError where a required one is missing, or one is there twice."""
    names = [name.strip().replace("_", "-") for name in header]
    counts = Counter(names)
    for column in required:
        if not counts[column]:
            raise FileError(problem(ProblemKind.COLUMN_MISSING, column=column, columns=", ".join(required)))
    if twice := next((name for name, count in counts.items() if name and count > 1), None):
        raise FileError(problem(ProblemKind.COLUMN_TWICE, column=twice[:40]))
    return {name: place for place, name in enumerate(names)}


def _even(rows: Iterable[Row], columns: int) -> Iterator[Row]:
    for line, cells in rows:
        if len(cells) != columns:
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, line=line, cells=len(cells), columns=columns))
        yield line, cells


# Cells

_MOST_DIGITS = 15
_WHOLE = re.compile(rf"-?[0-9]{{1,{_MOST_DIGITS}}}")
_SECONDS_END = 10**11
"""As seconds the year 5138, as milliseconds 1973: no conversation is of either."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_END = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - _EPOCH) // _MILLISECOND
"""The first moment that no ledger can hold."""


def whole_number(cell: str, column: str, line: int) -> int:
    """The whole number in a cell. Raises FileError."""
    if not _WHOLE.fullmatch(cell):
        raise FileError(problem(ProblemKind.NO_WHOLE_NUMBER, line=line, column=column, value=cell[:20]))
    return int(cell)


def identity(cell: str, column: str, line: int) -> int:
    """A number by which the file names something: it is not negative. Raises FileError."""
    if not (cell.isdecimal() and cell.isascii() and len(cell) <= _MOST_DIGITS):
        raise FileError(problem(ProblemKind.NO_WHOLE_NUMBER, line=line, column=column, value=cell[:20]))
    return int(cell)


def identities(cells: Sequence[str], column: str) -> list[int]:
    """The numbers in the cells of a column. Raises FileError, without a line."""
    digits = "".join(cells)
    if digits.isdecimal() and digits.isascii() and all(cells) and max(map(len, cells)) <= _MOST_DIGITS:
        return list(map(int, cells))
    return [identity(cell, column, 0) for cell in cells]


def milliseconds(cell: str, column: str, line: int) -> int:
    """A moment in milliseconds since 1970, which the file has in these or in seconds. Raises FileError."""
    since = _since(identity(cell, column, line))
    if since >= _END:
        raise FileError(problem(ProblemKind.NO_TIMESTAMP, line=line, column=column, value=cell[:20]))
    return since


def moments(cells: Sequence[str], column: str) -> list[int]:
    """The moments in the cells of a column, in milliseconds since 1970. Raises FileError, without a line."""
    since = list(map(_since, identities(cells, column)))
    if max(since, default=0) >= _END:
        return [milliseconds(cell, column, 0) for cell in cells]
    return since


def _since(number: int) -> int:
    return number if number >= _SECONDS_END else number * 1000


def moment(since: int) -> datetime:
    """The moment so many milliseconds after the beginning of 1970."""
    return _EPOCH + since * _MILLISECOND
