"""What people, sides, questions and entries are called, also where their words are gone."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Answer, PlainConcession
from bot.ledger.people import SideName, UnnamedSide
from bot.render.front_ends import TERMINAL
from bot.words import names


@pytest.mark.parametrize(("name", "words"), [("Build", "Build"), (UnnamedSide(2), "Side 2"), (None, "someone")])
def test_a_side_has_a_name_in_any_case(name: SideName, words: str) -> None:
    assert names.side(TERMINAL, name) == words


def test_what_was_erased_says_so() -> None:
    assert names.person(TERMINAL, None) == "someone"
    assert names.question(TERMINAL, None) == "(the question was erased)"
    assert names.statement(TERMINAL, None) == "(erased)"


def test_a_merged_entry_is_named_by_the_one_that_it_goes_on_as() -> None:
    assert names.numbered(TERMINAL, 2, names.unmerged) == "#2"
    assert names.numbered(TERMINAL, 2, {2: 1, 1: 1}.__getitem__) == "#1, was #2"


def test_a_front_end_may_hide_each_statement_but_not_that_it_was_erased() -> None:
    hiding = replace(TERMINAL, hides_statements=True)

    assert names.statement(hiding, "Rents ||always|| fall") == "||Rents always fall||"
    assert names.statement(hiding, PlainConcession(Answer.AGREE, "Rents fall")) == "||Agreed: Rents fall||"
    assert names.statement(hiding, None) == "(erased)"
    assert names.covered(hiding, names.statement(hiding, "Rents fall")) == "(spoiler)"
