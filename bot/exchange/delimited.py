"""A table of text (RFC 4180), its cells separated by commas, semicolons or tabs.

A large table is taken a thousand rows at a time, column by column: so Python does little for each row. Which line an
error stands on is looked for once there is one.
"""

import _csv
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, islice

from bot.exchange.file_text import line_ends, without_mark
from bot.ledger.file_problems import FileError, ProblemKind, problem

SEPARATORS = (",", ";", "\t")

Row = tuple[int, list[str]]
"""The line that a row begins on, and the cells of the columns that were asked for."""

Columns = Sequence[Sequence[str]]
"""The cells of some rows by column."""

TOGETHER = 1024
"""How many rows are taken together: their cells stay in the processor's cache until they are done with.

Four times as many do not fit into half a megabyte of it, and take twice as long.
"""

LETTERS_TOGETHER = 1 << 14
"""How many letters about so many rows have."""

_LINE_END = re.compile("\r?\n|\r")

_reader = partial(csv.reader, strict=True)


def take_rows(text: str, columns: Sequence[str], take: Callable[..., None]) -> None:
    """Hand on the rows under the header, empty lines left out: some at a time, for each column asked for its cells.

    Where something is wrong with them, `take` raises FileError without a line, and is given the same rows again one by
    one: what it does with a row may be done twice. The error that is raised here is that of the first wrong row, with
    its line. Raises FileError.
    """
    behind = 0
    try:
        for cells, read in _parts(text, columns):
            take(*cells)
            behind = read
    except (FileError, csv.Error):
        _take_one_by_one(text, columns, take, behind)
        raise


def _take_one_by_one(text: str, columns: Sequence[str], take: Callable[..., None], behind: int) -> None:
    for line, cells in rows_of(text, columns, behind):
        try:
            take(*([cell] for cell in cells))
        except FileError as wrong:
            raise FileError(wrong.problem.at_line(line)) from None


def _parts(text: str, columns: Sequence[str]) -> Iterator[tuple[Columns, int]]:
    """Some rows at a time, and how many lines are read with them. Raises FileError, or csv.Error, without a line."""
    text = without_mark(text)
    separator = _separator(text)
    reader = _reader(_lines_of(text), delimiter=separator)
    header = _names(next(filter(None, reader), []))
    places = _places(header, columns)
    parts = _quoted(reader, header) if '"' in text else _plain(text, reader.line_num, separator, header)
    for part, read in parts:
        yield [part[place] for place in places], read


def _quoted(reader: _csv.Reader, header: Sequence[str]) -> Iterator[tuple[Columns, int]]:
    while rows := list(islice(reader, TOGETHER)):
        yield _across(rows, header), reader.line_num


def _plain(text: str, read: int, separator: str, header: Sequence[str]) -> Iterator[tuple[Columns, int]]:
    """Without quotes, each end of a line is one of a row. The rows begin behind so many lines."""
    for piece in _pieces(text, _place_behind(text, read)):
        columns = _cut(piece, separator, len(header))
        read += line_ends(piece)
        yield columns or _across(_reader(_lines_of(piece), delimiter=separator), header), read


def _place_behind(text: str, lines: int) -> int:
    return sum(map(len, islice(_lines_of(text), lines)))


def _cut(piece: str, separator: str, width: int) -> Columns | None:
    """The columns of some lines, which is quicker than reading each row; None where the rows are not all alike.

    That all are as wide as the header is seen from the separators and ends of lines alone.
    """
    lines = (piece.replace("\r\n", "\n").replace("\r", "\n") if "\r" in piece else piece).rstrip("\n")
    row = separator * (width - 1) + "\n"
    borders = f"{lines}\n".encode("ascii", "replace").translate(None, _inside_cells(separator))
    is_even = borders == row.encode() * (len(borders) // width)
    if not is_even or len(lines) > csv.field_size_limit():
        return None
    cells = lines.replace("\n", separator).split(separator)
    return [cells[place::width] for place in range(width)]


@cache
def _inside_cells(separator: str) -> bytes:
    """Every byte but those that end a cell."""
    return bytes(range(256)).translate(None, f"{separator}\n".encode())


def _across(rows: Iterable[list[str]], header: Sequence[str]) -> Columns:
    """The columns of rows. Raises FileError where one has not as many cells as the header."""
    full = list(filter(None, rows))
    if not {len(header)}.issuperset(map(len, full)):
        raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER))
    return list(zip(*full, strict=True)) or [()] * len(header)


def rows_of(text: str, columns: Sequence[str], behind: int = 0) -> Iterator[Row]:
    """The rows under the header, empty lines left out, or those behind so many lines, at which a row ends.

    Raises FileError as soon as one does not fit the header.
    """
    text = without_mark(text)
    separator = _separator(text)
    lines = _lines(text, separator)
    header = _names(next(lines, (1, []))[1])
    places = _places(header, columns)
    if behind:
        lines = _lines(text[_place_behind(text, behind) :], separator, behind)
    for line, cells in lines:
        if len(cells) != len(header):
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, line=line, cells=len(cells), columns=len(header)))
        yield line, [cells[place] for place in places]


def _separator(text: str) -> str:
    return max(SEPARATORS, key=next(_lines_of(text), "").count)


def _lines_of(text: str) -> Iterator[str]:
    """The lines with their ends, of whichever kind: what splits them would hold four times a whole text."""
    return chain.from_iterable(io.StringIO(piece, newline="") for piece in _pieces(text))


def _pieces(text: str, place: int = 0) -> Iterator[str]:
    """The text from a place on, in pieces of whole lines."""
    while place < len(text):
        end = _LINE_END.search(text, place + LETTERS_TOGETHER)
        yield text[place : end.end() if end else len(text)]
        place = end.end() if end else len(text)


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip() for name in header]


def _lines(text: str, separator: str, behind: int = 0) -> Iterator[Row]:
    """Every line that is not empty; one whose quoted cells hold line ends counts as one, by where it begins.

    The text stands behind so many lines.
    """
    reader = _reader(_lines_of(text), delimiter=separator)
    begins = behind + 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = behind + reader.line_num + 1
    except csv.Error as wrong:
        if (line := _line_of_loose_quote(text, separator)) is not None:
            raise FileError(problem(ProblemKind.QUOTE_NOT_CLOSED, line=behind + line)) from None
        raise FileError(problem(ProblemKind.NOT_CSV, line=begins, detail=str(wrong))) from None


def _line_of_loose_quote(text: str, separator: str) -> int | None:
    """The line of the first quote that begins a cell and does not end it; None where there is none."""
    cell = re.compile(rf'(?:"(?:[^"]++|"")*+"|(?!")[^{separator}\r\n]*+)(?:[{separator}\r\n]|\Z)')
    place = 0
    while place < len(text):
        if (found := cell.match(text, place)) is None:
            return sum(1 for _ in _lines_of(text[: place + 1]))
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
