"""What everybody sees of a concession."""

from bot.render.front_ends import DISCORD
from bot.words.answers import concessions
from tests.words.answers.rents import BEN, CONCEDED, RENTS


def test_a_concession_names_what_it_concedes() -> None:
    assert concessions.conceded(DISCORD, CONCEDED, RENTS, BEN) == (
        "<@102> concedes a point on **#1** “Rents fall when we build”: **#3** “You are right about rents”"
    )
    assert concessions.conceded(DISCORD, CONCEDED, None, BEN) == (
        "<@102> concedes a point: **#3** “You are right about rents”"
    )
