"""The colours can be read and told apart, in grey too."""

import pytest

from bot.render.picture.colours import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    """The relative luminance of a colour (Web Content Accessibility Guidelines 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_and_answers_told_apart_in_grey(colours: Colours) -> None:
    assert contrast(colours.ink, colours.paper) >= 12
    assert contrast(colours.quiet, colours.paper) >= 7
    assert contrast(colours.agree, colours.paper) >= 4.5
    assert contrast(colours.agree, colours.disagree) >= 3
    assert contrast(colours.disagree_line, colours.disagree) >= 2.5
    assert contrast(colours.unsure_dot, colours.unsure) >= 3


def test_on_a_dark_chat_a_picture_is_no_bright_slab_and_on_a_light_one_it_still_stands_out() -> None:
    for chat in ("#313338", "#323339", "#1a1a1e", "#070709"):
        assert contrast(DARK.paper, chat) < 1.5
    for chat in ("#ffffff", "#fbfbfb"):
        assert contrast(DARK.paper, chat) > 7
