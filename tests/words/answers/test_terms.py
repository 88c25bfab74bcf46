"""What is said of a definition."""

from dataclasses import replace

from bot.render.front_ends import DISCORD
from bot.words.answers import terms
from tests.words.answers.rents import ANA, RENT


def test_a_term_is_defined_and_adopted() -> None:
    assert terms.defined(DISCORD, RENT, ANA) == "<@101> defines **rent**: What a tenant pays"
    assert terms.adopted(DISCORD, RENT) == "You use **rent** in that sense now."


def test_an_erased_term_says_so() -> None:
    assert terms.defined(DISCORD, replace(RENT, term=None, meaning=None), ANA) == (
        "<@101> defines **(erased)**: (erased)"
    )
