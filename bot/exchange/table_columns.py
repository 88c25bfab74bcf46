"""A table of text (RFC 4180) whose columns are found by their names, and read from a file some rows at a time.

So Python does little for each row. `table_stream` reads row by row, `delimited` what people write by hand.
"""

import _csv
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from bot.exchange.file_text import lines_of
from bot.exchange.table_stream import MOST_EMPTY, not_csv, places_of
from bot.ledger.file_problems import FileError, ProblemKind, problem

ROWS_TOGETHER = 4096
CELLS_TOGETHER = 1 << 17
"""What is done with so many stays in the processor's cache."""

Columns = Sequence[Sequence[str]]
"""The cells of some rows, by column; there is one row at least."""

Take = Callable[[Columns], None]
"""Takes rows over. Raises FileError, without a line, before it has taken any of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows, of which the first begins on that line; empty ones have no cells."""

    begins: int
    rows: list[list[str]]

    @property
    def ends(self) -> int:
        """The line behind them."""
        return self.begins + len(self.rows) + sum(cell.count("\n") for row in self.rows for cell in row)

    def halves(self) -> tuple["_Part", "_Part"]:
        """The first of the rows, and the others."""
        middle = len(self.rows) // 2
        first = _Part(self.begins, self.rows[:middle])
        return first, _Part(first.ends, self.rows[middle:])


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table whose header is read: the place of each column by its name."""

    places: dict[str, int]
    width: int
    parts: Iterator[_Part]

    def hand_on(self, take: Take) -> None:
        """Hand on all rows under the header, empty lines left out. Raises FileError: that of the first wrong row."""
        for part in self.parts:
            self._hand_on(part, take)

    def _hand_on(self, part: _Part, take: Take) -> None:
        try:
            if rows := list(filter(None, part.rows)):
                take(self._columns(rows))
        except FileError as wrong:
            if len(part.rows) == 1:
                raise FileError(wrong.problem.at_line(part.begins)) from None
            for half in part.halves():
                self._hand_on(half, take)
            raise

    def _columns(self, rows: list[list[str]]) -> Columns:
        if uneven := next((row for row in rows if len(row) != self.width), None):
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, cells=len(uneven), columns=self.width))
        return list(zip(*rows, strict=True))


def column_table(file: BinaryIO, required: Sequence[str]) -> ColumnTable:
    """The table. Raises FileError, for its rows once they are read."""
    reader = csv.reader(lines_of(file), strict=True)
    header = next((row for part in _parts(reader, 1) for row in part.rows if row), [])
    together = max(1, min(ROWS_TOGETHER, CELLS_TOGETHER // max(1, len(header))))
    return ColumnTable(places_of(header, required), len(header), _parts(reader, together))


def _parts(reader: _csv.Reader, together: int) -> Iterator[_Part]:
    empty = 0
    while True:
        part, wrong = _part(reader, together)
        yield part
        if wrong is not None:
            raise wrong
        if not part.rows:
            return
        empties = [place for place, row in enumerate(part.rows) if not row]
        if (left := MOST_EMPTY - empty) < len(empties):
            line = _Part(part.begins, part.rows[: empties[left]]).ends
            raise FileError(problem(ProblemKind.TOO_MANY_EMPTY_LINES, line=line, limit=MOST_EMPTY))
        empty += len(empties)


def _part(reader: _csv.Reader, together: int) -> tuple[_Part, FileError | None]:
    """The rows that come, and what is wrong behind them."""
    part = _Part(reader.line_num + 1, [])
    try:
        part.rows.extend(islice(reader, together))
    except csv.Error as wrong:
        return part, not_csv(wrong, part.ends, reader.line_num)
    except FileError as wrong:
        return part, wrong
    return part, None
