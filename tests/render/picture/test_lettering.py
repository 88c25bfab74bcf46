"""Words as shapes: where their lines stand."""

import pytest

from bot.render.picture.lettering import Align, text
from bot.render.picture.shapes import Text

X, ROOM = 100, 400


def ends(shape: Text) -> tuple[float, float]:
    """Where the first line begins and ends."""
    first, last = shape.lines[0].runs[0], shape.lines[0].runs[-1]
    return first.x, last.x + last.width


def aligned(words: str, align: Align) -> tuple[float, float]:
    return ends(text(X, 50, words, 30, "#000000", room=ROOM, align=align))


def test_lines_begin_end_or_have_their_middle_at_x() -> None:
    assert aligned("Rents", Align.START)[0] == X
    assert aligned("Rents", Align.END)[1] == pytest.approx(X)
    assert sum(aligned("Rents", Align.MIDDLE)) / 2 == pytest.approx(X)


def test_what_is_read_from_the_right_begins_at_the_far_end_of_its_room() -> None:
    assert aligned("Rents", Align.READING)[0] == X
    assert aligned("שלום", Align.READING)[1] == pytest.approx(X + ROOM)


def test_lines_follow_each_other_downwards() -> None:
    shape = text(X, 50, "Rents fall when we build " * 3, 30, "#000000", room=ROOM, most=3)

    assert [line.y for line in shape.lines] == [50, 89, 128]


def test_no_words_make_no_lines() -> None:
    assert text(X, 50, " \u200b", 30, "#000000").lines == ()
