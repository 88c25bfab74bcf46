"""Custom ids carry a verb and its arguments there and back."""

import pytest

from bot.discord.custom_ids import custom_id, number_in, pressed
from bot.ledger.refusals import ButtonExpired


def test_what_was_pressed_is_read_from_the_id_alone() -> None:
    assert custom_id("stance", 12, 1, "agree") == "crux:stance:12:1:agree"
    assert pressed("crux:stance:12:1:agree") == ("stance", ["12", "1", "agree"])
    assert pressed(custom_id("map")) == ("map", [])


@pytest.mark.parametrize("another", ["", "poll:1", "cruxes:1"])
def test_another_bots_button_is_not_cruxs(another: str) -> None:
    assert pressed(another) is None


@pytest.mark.parametrize("arguments", [[], ["many"], [""]])
def test_an_id_without_the_number_is_of_a_button_that_is_no_more(arguments: list[str]) -> None:
    assert number_in(["7"], 0) == 7
    with pytest.raises(ButtonExpired):
        number_in(arguments, 0)
