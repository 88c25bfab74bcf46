"""The comments of a Polis report (`comments.csv`)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.table_stream import Row, RowReader, Table, identity, milliseconds, rows_of, table, whole_number
from bot.exchange.vote_bounds import MOST_COMMENTS
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
            if len(comments) == MOST_COMMENTS:
                raise FileError(problem(ProblemKind.TOO_MANY_COMMENTS, line=line, limit=MOST_COMMENTS))
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

    A line that does not begin as a row does goes on with the text before it, unless that was closed by a quote, or the
    file ends within the line: then it is a row that is damaged. Raises FileError.
    """
    coming = iter(lines)
    header = [name.strip() for name in next(coming, "").split(",")]
    yield 1, header
    form = _Form(header)
    begins, cells = 1, None
    for line, text in enumerate(coming, start=2):
        found = text.split(",", form.last)
        if form.begins_row(found):
            if cells is not None:
                yield begins, _unquoted(cells)
            begins, cells = line, found
        elif cells is not None and text.endswith("\n") and not _is_closed(cells[-1]):
            cells[-1] += text
        elif text.strip():
            raise FileError(problem(ProblemKind.CELLS_UNLIKE_HEADER, line=line, cells=len(found), columns=len(header)))
    if cells is not None:
        yield begins, _unquoted(cells)


_NUMBERED = {"timestamp", "comment-id", "author-id"}

_SECONDS_DIGITS = 10
"""A moment of Polis has so many at least."""


class _Form:
    """How the rows of a table begin."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [name.replace("_", "-") for name in header]
        self.last = len(names) - 1
        self._numbers = [place for place, name in enumerate(names) if name in _NUMBERED and place != self.last]
        self._moment = names.index("timestamp") if "timestamp" in names else self.last

    def begins_row(self, cells: Sequence[str]) -> bool:
        """Whether a line of these cells is a row, or the beginning of one: what is wrong with it is told then."""
        if len(cells) > self.last and all(cells[place].isdecimal() for place in self._numbers):
            return True
        moment = cells[self._moment] if self._moment < len(cells) - 1 else ""
        return moment.isdecimal() and len(moment) >= _SECONDS_DIGITS


def _is_closed(body: str) -> bool:
    """Whether a cell, as far as it is read, is quoted and ends."""
    return _inner(body.rstrip("\r\n")) is not None


def _inner(body: str) -> str | None:
    """What stands within the quotes of a cell; None where it is not quoted."""
    inner = body[1:-1].replace('""', "")
    return body[1:-1] if len(body) >= 2 and body[0] == body[-1] == '"' and '"' not in inner else None


def _unquoted(cells: list[str]) -> list[str]:
    body = cells[-1].rstrip("\r\n")
    inner = _inner(body)
    return [*cells[:-1], body if inner is None else inner.replace('""', '"')]
