"""What people, sides, questions and entries are called, also where their words are gone."""

import pytest

from bot.ledger.entries import SideName, UnnamedSide
from bot.render.front_ends import TERMINAL
from bot.words import names


@pytest.mark.parametrize(("name", "words"), [("Build", "Build"), (UnnamedSide(2), "Side 2"), (None, "someone")])
def test_a_side_has_a_name_in_any_case(name: SideName, words: str) -> None:
    assert names.side(TERMINAL, name) == words


def test_what_was_erased_says_so() -> None:
    assert names.person(TERMINAL, None) == "someone"
    assert names.question(TERMINAL, None) == "(the question was erased)"
    assert names.statement(TERMINAL, None) == "(erased)"
