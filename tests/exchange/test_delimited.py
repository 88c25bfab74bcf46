"""Tables of text: which character separates the cells, and on which line an error stands."""

import re

import pytest

from bot.exchange.delimited import rows_of
from bot.ledger.file_problems import FileError
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
