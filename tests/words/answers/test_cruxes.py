"""What is answered to a crux mark."""

from bot.ledger.entries import Degree
from bot.render.front_ends import DISCORD
from bot.words.answers import cruxes
from tests.words.answers.rents import QUALITY, RENTS


def test_a_mark_says_what_it_would_change() -> None:
    assert cruxes.marked(DISCORD, RENTS, None, Degree.FULLY) == (
        "Marked: if you changed your mind on **#1** “Rents fall when we build”, you would change it fully on the "
        "question."
    )
    assert cruxes.marked(DISCORD, RENTS, QUALITY, Degree.PARTLY) == (
        "Marked: if you changed your mind on **#1** “Rents fall when we build”, you would change it partly on #2."
    )
