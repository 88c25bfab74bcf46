"""Tables of text: which character separates the cells, and on which line an error stands."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.exchange import delimited
from bot.exchange.delimited import rows_of, take_rows
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.render.front_ends import TERMINAL
from bot.words.files import said


def rows(text: str) -> list[tuple[int, list[str]]]:
    return list(rows_of(text, ("a", "b")))


def refusal(text: str) -> str:
    with pytest.raises(FileError) as refused:
        rows(text)
    return said(TERMINAL, refused.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_cells_are_separated_by_what_the_header_is_separated_by(separator: str, end: str, mark: str) -> None:
    lines = ("b{}more{}a", "1{}{}2", "", '"x,;\t""y"{}{}3')
    text = mark + end.join(line.format(separator, separator) for line in lines)

    assert rows(text) == [(2, ["2", "1"]), (4, ["3", 'x,;\t"y'])]


def test_spaces_around_the_names_of_columns_are_no_part_of_them() -> None:
    assert rows("a , b\n1,2\n") == [(2, ["1", "2"])]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: the column 'a' is missing; the columns are a, b"),
        ("a;c\n", "line 1: the column 'b' is missing"),
        ("a,b,b\n", "line 1: the header names 'b' twice"),
        ("a,b,c,c\n", "line 1: the header names 'c' twice"),
        ("a,b\n1,2\n1\n", "line 3: 1 cell, the header has 2"),
        ("a,b\n1,2,3\n", "line 2: 3 cells, the header has 2"),
        ("a,b\n\n\n1,2,3\n", "line 4: 3 cells, the header has 2"),
        ('a,b\n"one\ntwo",2\n1,2,3\n', "line 4: 3 cells, the header has 2"),
        ('a,b\n1,"open\n1,2\n1,2\n', "line 2: not CSV: the quote that begins here"),
        ('a,b\n1,"one\ntwo"\n1,"open\n1,2', "line 4: not CSV: the quote that begins here"),
        ('a,b\n"one\ntwo","open\n1,2', "line 3: not CSV: the quote that begins here"),
        ('a,b\n1,"x"y\n', "line 2: not CSV: the quote that begins here"),
        ('a,b\n1,"open\n1,"x"\n', "line 2: not CSV: the quote that begins here"),
        ('a,"b\n', "line 1: not CSV: the quote that begins here"),
        ('a,b\r\n1,2\r\n1,"open\r\n', "line 3: not CSV: the quote that begins here"),
        ("a,b\n1,2\n1," + "x" * 200_000, "line 3: not CSV: field larger than"),
        ('a,b\n1,"open\n' + "1,2\n" * 100_000, "line 2: not CSV: the quote that begins here"),
    ],
)
def test_an_error_names_the_line_where_it_begins(text: str, complaint: str) -> None:
    assert re.match(re.escape(complaint), refusal(text))


def test_a_quote_inside_a_cell_is_a_character_like_others() -> None:
    assert rows('a,b\n5" pipe,"say ""no"""\n') == [(2, ['5" pipe', 'say "no"'])]


def test_an_empty_name_of_a_column_may_stand_twice() -> None:
    assert rows("a,b,,\n1,2,,\n") == [(2, ["1", "2"])]


def taken(text: str) -> list[list[str]]:
    """All rows, as they are taken by column."""
    rows: list[list[str]] = []

    def take(*cells: Sequence[str]) -> None:
        rows.extend(map(list, zip(*cells, strict=True)))

    take_rows(text, ("a", "b"), take)
    return rows


def outcome(read: Callable[[], list[list[str]]]) -> list[list[str]] | str:
    try:
        return read()
    except FileError as wrong:
        return said(TERMINAL, wrong)


@given(st.text('x1,;"\n\r ', max_size=60))
@example("1,2\n\n\n3,4\n")
@example("1,2\r\n3,4\r\n")
@example("1,2\r3,4\r5,6\r\n7,8\r")
@example("1,2\r\r\n3,4\r")
@example("1,2\n3\n,4,5,6\n")
@example("1,2,3\n4\n5,6\n")
@example("1,2\n3,4\n5")
@example('1,2\n3,"4\n5"\n6,7\n"8')
def test_columns_are_those_of_the_rows_however_they_are_cut(text: str) -> None:
    """So is what is wrong with them."""
    expected = outcome(lambda: [cells for _, cells in rows("a,b\n" + text)])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(delimited, "TOGETHER", 3)
        patched.setattr(delimited, "LETTERS_TOGETHER", 8)
        assert outcome(lambda: taken("a,b\n" + text)) == expected
    assert outcome(lambda: taken("a,b\n" + text)) == expected


def test_a_cell_too_long_to_be_read_is_refused_without_quotes_too() -> None:
    assert "field larger than field limit" in str(outcome(lambda: taken("a,b\n1," + "x" * 140_000 + "\n")))


def test_what_is_wrong_with_a_row_has_its_line() -> None:
    def no_nine(ones: Sequence[str], _: Sequence[str]) -> None:
        if "9" in ones:
            raise FileError(problem(ProblemKind.NO_SUCH_VOTE, vote="9"))

    with pytest.raises(FileError) as refused:
        take_rows('a,b\n1,2\n\n1,"x\ny"\n9,2\n9,2\n', ("a", "b"), no_nine)

    assert refused.value.problem.facts["line"] == 6
