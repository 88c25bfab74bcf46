"""Shaped text: how wide it is, and which of it can be painted letter by letter."""

import pytest

from bot.render.picture.fonts import BOLD, FONTS, LATIN, REGULAR, FontFile
from bot.render.picture.shaping import letter_positions, width

BY_FAMILY = {font.family: font for font in FONTS}


def test_bold_words_are_wider_and_large_ones_in_proportion() -> None:
    assert width("Rents", LATIN, 30, BOLD) > width("Rents", LATIN, 30)
    assert width("Rents", LATIN, 60) == pytest.approx(2 * width("Rents", LATIN, 30))


def test_each_letter_stands_where_the_widths_and_kernings_before_it_end() -> None:
    positions = letter_positions("AVA", LATIN, REGULAR)

    assert positions is not None
    assert [letters for letters, _ in positions] == ["A", "V", "A"]
    assert positions[1][1] < width("A", LATIN, 1), "V is drawn closer to A"
    assert positions[2][1] == pytest.approx(width("AVA", LATIN, 1) - width("A", LATIN, 1), abs=0.05)


def test_a_letter_and_its_mark_are_one_where_the_font_has_both_in_one_glyph() -> None:
    positions = letter_positions("cafe\u0301", LATIN, REGULAR)

    assert positions is not None
    assert positions[-1][0] == "é"


@pytest.mark.parametrize(
    ("words", "font"),
    [
        ("नमस्ते", BY_FAMILY["Noto Sans Devanagari"]),
        ("سلام", BY_FAMILY["Noto Sans Arabic"]),
        ("q\u0301", LATIN),
    ],
)
def test_letters_that_change_with_their_neighbours_have_no_positions(words: str, font: FontFile) -> None:
    assert letter_positions(words, font, REGULAR) is None
