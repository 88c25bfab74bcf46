"""The table of debates: a line each, whatever people wrote into their question."""

from datetime import UTC, datetime

from bot.render.front_ends import TERMINAL
from bot.words.debate_table import LONGEST_QUESTION, Row, table

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row(question: str | None, *, is_open: bool = True, is_lost: bool = False, is_paused: bool = False) -> Row:
    return Row("70", question, 1, 2, NOON, is_open, is_lost, is_paused, is_imported=is_paused)


def test_an_empty_database_says_so() -> None:
    assert table(TERMINAL, []) == "There is no debate in this database."


def test_a_question_of_many_lines_stays_on_one() -> None:
    lines = table(TERMINAL, [row("Do rents\nfall?\x1b[31m " + "x" * 100)]).splitlines()
    assert len(lines) == 2
    assert "Do rents fall? [31m xxx" in lines[1]
    assert lines[1].endswith("…")
    assert len(lines[1]) - lines[1].index("Do rents") == LONGEST_QUESTION


def test_states_are_said_together() -> None:
    (_, line) = table(TERMINAL, [row(None, is_open=False, is_lost=True, is_paused=True)]).splitlines()
    assert "closed, channel lost, digests paused, imported" in line
    assert line.endswith("(erased)")
