"""The comments of a Polis report (`comments.csv`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.table_stream import Row, RowReader, Table, identity, milliseconds, rows_of, table, whole_number
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.text import one_line

FILE = "comments.csv"
BODY = "comment-body"
_REQUIRED = ("timestamp", "comment-id", "author-id", BODY)

_BADLY_QUOTED = {ProblemKind.NOT_CSV, ProblemKind.QUOTE_NOT_CLOSED, ProblemKind.CELLS_UNLIKE_HEADER}

REJECTED = -1
"""In the column `moderated`: moderators do not let it count. 1 is accepted, 0 is not looked at."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: `at` in milliseconds since 1970, what the file counts, and the line that it begins on."""

    number: int
    author: int
    at: int
    words: str
    moderated: int
    line: int
    agrees: int | None
    disagrees: int | None
    counts: bool
    """Whether it stands anywhere: moderators did not reject it, and it has words."""

    @property
    def is_rejected(self) -> bool:
        """Whether moderators do not let it count."""
        return self.moderated == REJECTED


def read(files: NamedFiles) -> dict[int, Comment]:
    """The comments by number. Raises FileError.

    Between October 2024 and spring 2025 Polis wrote the last column without quotes: such a file is read, too.
    """
    try:
        return _read(files, rows_of)
    except FileError as wrong:
        if wrong.problem.kind not in _BADLY_QUOTED:
            raise
    return _read(files, _rows_without_quotes)


def _read(files: NamedFiles, rows: RowReader) -> dict[int, Comment]:
    comments: dict[int, Comment] = {}
    with opened(files, FILE) as file:
        found = table(file, _REQUIRED, rows)
        for line, cells in found.rows:
            comment = _comment(found, line, cells)
            if comment.number in comments:
                raise FileError(problem(ProblemKind.COMMENT_TWICE, line=line, comment=comment.number))
            comments[comment.number] = comment
    return comments


def _comment(found: Table, line: int, cells: list[str]) -> Comment:
    places = found.places

    def number(column: str) -> int:
        return identity(cells[places[column]], column, line)

    def maybe(column: str) -> int | None:
        place = places.get(column)
        return whole_number(cells[place], column, line) if place is not None and cells[place] else None

    at = milliseconds(cells[places["timestamp"]], "timestamp", line)
    words, moderated = cells[places[BODY]], maybe("moderated") or 0
    agrees, disagrees = maybe("agrees"), maybe("disagrees")
    counts = moderated != REJECTED and one_line(words) != ""
    return Comment(number("comment-id"), number("author-id"), at, words, moderated, line, agrees, disagrees, counts)


def _rows_without_quotes(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a table whose last column is not quoted, and may go on over lines and hold commas.

    A line that does not begin as a row does goes on with the text before it.
    """
    coming = iter(lines)
    header = [name.strip() for name in next(coming, "").split(",")]
    yield 1, header
    last = len(header) - 1
    numbers = [place for place, name in enumerate(header) if name.replace("_", "-") in _NUMBERED]
    begins, cells = 1, None
    for line, text in enumerate(coming, start=2):
        found = text.split(",", last)
        if len(found) == len(header) and all(found[place].isdecimal() for place in numbers if place != last):
            if cells is not None:
                yield begins, _unquoted(cells)
            begins, cells = line, found
        elif cells is not None:
            cells[last] += text
        elif text.strip():
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, line=line, cells=len(found), columns=last + 1))
    if cells is not None:
        yield begins, _unquoted(cells)


_NUMBERED = {"timestamp", "comment-id", "author-id"}


def _unquoted(cells: list[str]) -> list[str]:
    body = cells[-1].rstrip("\r\n")
    inner = body[1:-1].replace('""', "")
    if len(body) >= 2 and body[0] == body[-1] == '"' and '"' not in inner:
        body = body[1:-1].replace('""', '"')
    return [*cells[:-1], body]
