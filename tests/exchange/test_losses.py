"""What each format holds of a ledger stands in one table of the documentation, and is so."""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.exchange.formats import STREAMED, Format
from tests.exchange.losses import ROWS, SEALS, WHOLE
from tests.exchange.words_in import words_in
from tests.exchange.written import written

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
HELD, IN_PART, LOST = "✓", "~", "–"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table() -> dict[str, dict[Format, str]]:
    """The cells of the table, by row and format; several formats can share a column."""
    lines = PAGE.split("## What each one holds")[1].split("\n## ")[0].splitlines()
    heads, _, *rows = [_cells(line) for line in lines if line.startswith("|")]
    columns = [[Format(name) for name in re.findall(r"`([^`]+)`", head)] for head in heads[1:]]
    return {
        row: {form: cell for forms, cell in zip(columns, cells, strict=True) for form in forms} for row, *cells in rows
    }


TABLE = table()
WRITTEN = sorted(set(Format) - STREAMED)


_HASH = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{16})\b")
"""A hash, or its beginning, as the moderation log has it."""


@cache
def whole(form: Format) -> str:
    return words_in(written(form, WHOLE.sealed))


def differ(form: Format, row: str) -> bool:
    """Whether the files differ; but for the row of seals, in more than the hashes, which cover all."""
    other = ROWS[row].other
    files = whole(form), words_in(written(form, other.sealed, other.mark))
    first, second = files if row == SEALS else (_HASH.sub("", file) for file in files)
    return first != second


def test_it_has_a_row_for_all_that_a_ledger_has_and_a_column_for_each_format() -> None:
    assert list(TABLE) == list(ROWS)
    for row, cells in TABLE.items():
        assert cells.keys() == set(Format), row
        assert set(cells.values()) <= {HELD, IN_PART, LOST}, row


def test_what_is_written_as_it_is_read_holds_what_the_json_holds() -> None:
    """PostgreSQL writes the same events: the tests of those files compare them."""
    assert all(TABLE[row][form] == TABLE[row][Format.JSON] for row in ROWS for form in STREAMED)


@pytest.mark.parametrize("form", WRITTEN)
def test_a_file_tells_two_ledgers_apart_where_the_table_says_that_it_holds_what_they_differ_in(form: Format) -> None:
    assert {row for row in ROWS if differ(form, row)} == {row for row in ROWS if TABLE[row][form] != LOST}


@pytest.mark.parametrize("form", WRITTEN)
def test_words_stand_in_the_file_where_the_table_says_so_and_else_nowhere(form: Format) -> None:
    words = {row: row_of.words for row, row_of in ROWS.items() if row_of.words is not None}
    told = {row for row, said in words.items() if said in whole(form)}

    assert told == {row for row in words if TABLE[row][form] != LOST}
