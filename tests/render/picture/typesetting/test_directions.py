"""Which way words run."""

from bot.render.picture.typesetting.directions import directions, is_right_to_left


def test_a_sentence_is_read_from_where_its_first_letter_begins() -> None:
    assert is_right_to_left("(12) שלום Latin")
    assert not is_right_to_left("12 Latin שלום")
    assert not is_right_to_left("123")


def test_what_has_no_direction_runs_as_its_neighbours_where_they_agree_else_as_the_line() -> None:
    assert directions("א-ב", right_to_left=False) == [True, True, True]
    assert directions("א-b", right_to_left=False) == [True, False, False]
    assert directions("א-b", right_to_left=True) == [True, True, False]


def test_digits_run_as_the_letters_before_them() -> None:
    assert directions("1א2b3", right_to_left=False) == [False, True, True, False, False]
