"""What is answered to taking and leaving a side."""

from dataclasses import replace

import pytest

from bot.ledger.telling.status import SideStatus
from bot.render.front_ends import DISCORD
from bot.words.answers import sides
from tests.outlines import status_of
from tests.words.answers.rents import LEDGER

BUILD = LEDGER.sides[1]


@pytest.mark.parametrize(
    ("moved_from", "new", "told"),
    [
        (None, False, "You are on the side **Build** now."),
        (None, True, "You are on the side **Build** now, a new one."),
        ("Wait_", False, "You are on the side **Build** now (before: Wait\\_)."),
        ("Wait", True, "You are on the side **Build** now, a new one (before: Wait)."),
    ],
)
def test_a_side_is_taken(moved_from: str | None, new: bool, told: str) -> None:
    assert sides.joined(DISCORD, BUILD, moved_from, new=new) == told


def test_a_side_is_left() -> None:
    assert sides.left(DISCORD, BUILD) == "You left the side **Build**. Your stances stay."


def test_a_side_that_is_not_there_is_asked_about() -> None:
    assert sides.not_there(DISCORD, "@Both") == (
        "There is no side “@\u200bBoth” here yet. Did you mean one from the list, or shall it be a new side?"
    )


def test_the_sides_are_listed_with_who_is_on_them() -> None:
    status = status_of(LEDGER)
    empty = SideStatus("Both", 0, ())

    assert sides.listed(DISCORD, replace(status, sides=(*status.sides, empty), unsided=1)) == (
        "**Build** (1): ana\n**Wait** (1): ben\n**Both** (0): nobody yet\n1 have not picked a side."
    )
    assert sides.listed(DISCORD, replace(status, sides=())) == "No sides yet. /side join with a new name opens one."
