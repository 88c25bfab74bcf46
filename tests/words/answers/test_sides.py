"""What is answered to taking and leaving a side."""

from dataclasses import replace

import pytest

from bot.ledger.people import Side
from bot.ledger.telling.status import SideStatus
from bot.render.front_ends import DISCORD
from bot.words.answers import sides
from tests.outlines import status_of
from tests.words.answers.rents import LEDGER

BUILD, WAIT = Side(1, "Build"), Side(2, "Wait")


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
    def asked(are_some: bool, may_open: bool) -> str:
        return sides.not_there(DISCORD, "@Both", are_some=are_some, may_open=may_open)

    here = "There is no side “@\u200bBoth” here"
    assert asked(True, True) == f"{here} yet. Take one of these, or open it as a new side."
    assert asked(False, True) == f"{here} yet. Shall it be a new side?"
    assert asked(True, False) == (
        f"{here}. Take one of these. Only who opened the debate and moderators open further sides."
    )
    assert asked(False, False) == f"{here}, and its sides are named by those who take part."


def test_what_is_done_with_sides_is_told_to_everybody() -> None:
    anew = "-# /side rename gives a side another name."
    assert sides.named(DISCORD, (BUILD, WAIT)) == f"The sides of this debate: **Build**, **Wait**. Take yours.\n{anew}"
    assert sides.renamed(DISCORD, "Bild", BUILD) == f"The side **Build** has this name now (before: Bild).\n{anew}"
    assert sides.removed(DISCORD, WAIT) == (
        "The side **Wait** was removed; nobody was on it.\n-# /side join with its name opens it again."
    )
    assert sides.before_merging(DISCORD, WAIT, BUILD, 1) == (
        "**Wait** would become part of **Build**: 1 person would move along, and the name **Wait** would go."
    )
    assert sides.merged(DISCORD, WAIT, BUILD, 2) == (
        "**Wait** is part of **Build** now; 2 people moved along. /side join takes another side."
    )


def test_the_sides_are_listed_with_who_is_on_them() -> None:
    status = status_of(LEDGER)
    empty = SideStatus("Both", 0, ())

    assert sides.listed(DISCORD, replace(status, sides=(*status.sides, empty), unsided=1)) == (
        "**Build** (1): ana\n**Wait** (1): ben\n**Both** (0): nobody yet\n1 person is on no side."
    )
    assert sides.listed(DISCORD, replace(status, sides=())) == "No sides yet. /side join with a new name opens one."
