"""A table is read by columns, and its first wrong row is told by the line that it begins on."""

import io
from collections.abc import Callable

import pytest

from bot.exchange.table_columns import ROWS_TOGETHER, Columns, column_table
from bot.ledger.file_problems import FileError, ProblemKind, problem


def handed_on(text: str, take: Callable[[Columns], None]) -> None:
    column_table(io.BytesIO(text.encode()), ("a", "b")).hand_on(take)


def refused(text: str) -> tuple[ProblemKind, object, list[str]]:
    """What is told of a table in which no cell of a may be "x", its line, and what was taken before."""
    taken: list[str] = []

    def take(columns: Columns) -> None:
        if "x" in columns[0]:
            raise FileError(problem(ProblemKind.NO_VOTES))
        taken.extend(columns[0])

    with pytest.raises(FileError) as wrong:
        handed_on(text, take)
    return wrong.value.problem.kind, wrong.value.problem.facts.get("line"), taken


@pytest.mark.parametrize("rows", [0, 1, ROWS_TOGETHER, 2 * ROWS_TOGETHER + 1])
def test_all_rows_are_handed_on_once_and_in_their_order(rows: int) -> None:
    taken: list[tuple[str, str]] = []
    text = "a,b\n\n" + "".join(f'{n},"{n}\nb"\n\n' if n < 500 else f"{n},b\r\n" for n in range(rows))
    handed_on(text, lambda columns: taken.extend(zip(*columns, strict=True)))
    assert taken == [(str(n), f"{n}\nb" if n < 500 else "b") for n in range(rows)]


GOOD = "".join(f'{n},"two\nlines"\n' for n in range(900)) + "\n" + "7,8\n" * 9_000
"""10,801 lines."""


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("x,1\n", ProblemKind.NO_VOTES),
        ("1\n", ProblemKind.CELLS_UNLIKE_HEADER),
        ("1", ProblemKind.CELLS_UNLIKE_HEADER),
        ("1,2,3\n", ProblemKind.CELLS_UNLIKE_HEADER),
        ('1,"2\n', ProblemKind.QUOTE_NOT_CLOSED),
        ('1,"2"3\n', ProblemKind.NOT_CSV),
    ],
)
def test_a_wrong_row_is_told_by_its_line_and_those_before_it_are_taken(wrong: str, kind: ProblemKind) -> None:
    found, line, taken = refused(f"a,b\n{GOOD}{wrong}")
    assert (found, line, len(taken)) == (kind, 10_803, 9_900)


def test_of_two_wrong_rows_the_first_is_told() -> None:
    assert refused(f'a,b\n{GOOD}x,1\n1\n1,"2\n')[:2] == (ProblemKind.NO_VOTES, 10_803)
