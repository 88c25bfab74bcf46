"""Cells of CSV: no spreadsheet takes one for a formula, whichever character it splits the file at."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.csv_cells import row, safe

STARTS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "﹦", "﬩"]
FRONTS = ["", " ", "\u00a0", "\u200b", "\u3000", " \t", "\ufeff", '"', ' ""']


@pytest.mark.parametrize("cell", [*(front + start + "1" for front in FRONTS for start in STARTS), "\tx", "\rx", "\nx"])
def test_every_start_of_a_formula_is_neutralised(cell: str) -> None:
    assert safe(cell)[:1] == "'"
    assert safe(cell).replace("'", "") == cell


@pytest.mark.parametrize("separator", [";", ",", "\t", "|", "\n", "\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("start", ["=1+1", " =1+1", '"=1+1', "\u200b=1", "＝1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_so_is_every_one_behind_what_may_separate_cells(separator: str, start: str) -> None:
    cell = safe(f"Note{separator}{start}{separator}done")

    assert cell.startswith(f"Note{separator}'")
    assert cell.replace("'", "") == f"Note{separator}{start}{separator}done"


@pytest.mark.parametrize(
    "cell",
    ["", " ", "plain", "1+1", "'=1", "a=b", "#1", "“=1”", "a;b", "a, b", "one\n\ntwo", "a\r\n\r\nb", "x;", "x-y"],
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


def test_a_cell_with_anything_that_may_separate_stands_in_quotation_marks() -> None:
    assert row(["a", 1, "b;c", 'say "x"', "d\te", "", "f g"]) == 'a,1,"b;c","say ""x""","d\te",,f g\r\n'


@given(st.lists(st.text(st.sampled_from([*"=+-@|%;,\t\r\n\"' x\u3000"]), max_size=9), min_size=1, max_size=4))
def test_a_reader_of_rfc_4180_gets_back_every_cell(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(row([*cells, 1]), newline=""), strict=True)

    assert read == [*map(safe, cells), "1"]


@given(st.lists(st.text(st.sampled_from([*"=+-@|%＝;,\t\r\n\"' x"]), max_size=9), min_size=1, max_size=4))
def test_no_separator_makes_a_formula_even_where_quotation_marks_mean_nothing(cells: list[str]) -> None:
    line = row([*cells, 1])

    for separator in ",;\t|":
        for cell in line.replace("\r", "\n").replace("\n", separator).split(separator):
            assert not cell.strip(' "').startswith(tuple("=+-@|%＝")), (separator, cell)
