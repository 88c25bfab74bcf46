"""How high a message is taken to be on a phone."""

import pytest

from bot.render.phone import BUTTON, FRAME, GAP, ROW, SMALL_ROW, height, text_height


@pytest.mark.parametrize(
    ("text", "pixels"),
    [
        ("Rents fall", ROW),
        ("Rents fall\nWages rise", 2 * ROW),
        ("Rents fall when we build more homes than are needed", 2 * ROW),
        ("家賃は下がる" * 4, 2 * ROW),
        ("x" * 100, 3 * ROW),
        ("- " + "Rents fall when we build much", ROW),
        ("-# Rents fall when we build more homes than needed", SMALL_ROW),
        ("Rents fall: </debate open:18446744073709551615>", ROW),
    ],
)
def test_words_are_broken_into_rows(text: str, pixels: int) -> None:
    assert text_height(text) == pixels


def test_what_is_not_seen_takes_no_room() -> None:
    assert (
        text_height("[#1](https://discord.com/channels/7/1/2) **Rents fall** when we \\*build\\* more `homes`") == ROW
    )


def test_a_message_has_gaps_between_its_parts_and_its_buttons_stand_in_as_many_rows_as_they_need() -> None:
    assert height([]) == FRAME
    assert height(["Rents fall", "", "-# 1 more"], [["Map"]]) == FRAME + ROW + SMALL_ROW + BUTTON + 2 * GAP
    assert height([], [["Answer what waits for you", "Join A", "Join B"]]) == FRAME + 2 * BUTTON + GAP
