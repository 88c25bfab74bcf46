"""What everybody sees of an entry that is set aside."""

from bot.render.front_ends import DISCORD
from bot.words.answers import parking
from tests.words.answers.rents import BEN, CRANES, ZONING


def test_one_side_asks_the_other_one_whether_it_is_the_core() -> None:
    assert parking.parked(DISCORD, ZONING, BEN) == (
        "<@102> sets **#5** “Zoning is what holds us back” aside as a side point. Do you agree?"
    )
    assert parking.parked(DISCORD, CRANES, BEN) == (
        "<@102> agrees: **#6** “Cranes are loud” is set aside, as a side point. The answers to it stay.\n"
        "-# /unpark brings it back."
    )


def test_what_is_brought_back_is_argued_again() -> None:
    assert parking.revived(DISCORD, CRANES, BEN) == "<@102> brings **#6** “Cranes are loud” back: it is argued again."
