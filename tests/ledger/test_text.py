"""One line of visible words: nothing in it hides, floods or turns the words beside it."""

import pytest

from bot.ledger.text import MOST_MARKS, one_line, printable


@pytest.mark.parametrize(
    "words", ["\u034f", "\ufe0f", "\U000e0100", "\u17b4", "\u180b", "\u3164", "\u2800", "\u200b \ufeff"]
)
def test_marks_and_fillers_that_show_nothing_are_no_words(words: str) -> None:
    assert one_line(words) == ""


def test_marks_that_pile_up_are_cut_and_joiners_between_them_do_not_help() -> None:
    flood = one_line("Z" + "\u0301\u200d" * 100)

    assert flood.count("\u0301") == MOST_MARKS
    assert one_line("e\u0301\u0323") == "e\u0301\u0323"


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert printable("one\x1b[2J\ntwo\u202e\tthree\r") == "one[2J\ntwo\tthree"
