"""Things in a line, and lines within a limit."""

from bot.render.front_ends import DISCORD
from bot.words.catalogue import ENGLISH
from bot.words.lists import enumerated, joined, lines_within


def test_things_in_a_line() -> None:
    assert joined(ENGLISH, ["a", "b", "c"]) == "a, b, c"
    assert [enumerated(ENGLISH, list("abc")[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_lines_that_do_not_fit_are_counted() -> None:
    assert lines_within(DISCORD, ["one", "two"], 10) == "one\ntwo"
    assert lines_within(DISCORD, ["x" * 10] * 5, 40) == f"{'x' * 10}\n{'x' * 10}\n-# and 3 more"
    assert lines_within(DISCORD, ["x" * 50], 10) == f"{'x' * 9}…"
