"""How a debate opens, closes and goes on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ledger.entries import Debate, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import DebateIsClosed, DebateIsOpen, NoQuestion, SideNameTaken, SidesComeInPairs
from bot.ledger.rules.debates import QUESTION_LIMIT, closed, opened, question_from, require_open

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = Debate(70, 7, "Should we build?", 1, NOON)
CLOSED = replace(OPEN, closed_at=NOON)
YES, NO = Side(1, "Yes"), Side(2, "No")
NOBODY_NAMED = ("", "")


def test_a_debate_opens_with_its_question_and_both_sides() -> None:
    assert opened(None, (), 7, " Should we\nbuild? ", ("Yes", "No")) == (
        e.DebateOpened(7, True, "Should we build?"),
        e.SideNamed(1, "Yes"),
        e.SideNamed(2, "No"),
    )


def test_a_debate_opens_without_sides_too_but_not_with_one() -> None:
    assert opened(None, (), 7, "Should we build?", NOBODY_NAMED) == (e.DebateOpened(7, True, "Should we build?"),)
    with pytest.raises(SidesComeInPairs):
        opened(None, (), 7, "Should we build?", ("Yes", " "))


def test_two_sides_of_one_name_are_refused_in_whatever_case_of_letters() -> None:
    with pytest.raises(SideNameTaken):
        opened(None, (), 7, "Should we build?", ("Yes", "YES"))


@pytest.mark.parametrize("words", ["", " \n ", "\u200b", "x" * (QUESTION_LIMIT + 1)])
def test_a_question_needs_words_and_has_a_limit(words: str) -> None:
    with pytest.raises(NoQuestion):
        question_from(words)


def test_a_question_may_be_as_long_as_the_limit() -> None:
    assert question_from("x" * QUESTION_LIMIT) == "x" * QUESTION_LIMIT


def test_a_debate_that_a_tag_opened_takes_question_and_sides_later() -> None:
    assert opened(OPEN, (), 7, "Should we build more?", ("Yes", "No")) == (
        e.QuestionAsked("Should we build more?"),
        e.SideNamed(1, "Yes"),
        e.SideNamed(2, "No"),
    )


def test_an_open_debate_with_sides_is_not_opened_again() -> None:
    for question in ("Should we build?", "Something else?"):
        with pytest.raises(DebateIsOpen):
            opened(OPEN, (YES, NO), 7, question, ("Yes", "No"))


def test_a_closed_debate_goes_on_with_its_sides_and_takes_a_new_question_where_it_differs() -> None:
    assert opened(CLOSED, (YES, NO), 7, "Should we build?", ("Yes", "No")) == (e.DebateReopened(),)
    assert opened(CLOSED, (YES, NO), 7, "Should we build now?", NOBODY_NAMED) == (
        e.DebateReopened(),
        e.QuestionAsked("Should we build now?"),
    )


def test_what_was_erased_of_an_open_debate_is_put_anew() -> None:
    without_question = replace(OPEN, question=None)
    without_name = (YES, Side(2, None))

    assert opened(without_question, (YES, NO), 7, "Should we build?", NOBODY_NAMED) == (
        e.QuestionAsked("Should we build?"),
    )
    assert opened(OPEN, without_name, 7, "Should we build?", ("Yes", "No")) == (e.SideNamed(2, "No"),)


def test_a_debate_closes_once() -> None:
    assert closed(OPEN) == (e.DebateClosed(),)
    with pytest.raises(DebateIsClosed):
        closed(CLOSED)


def test_nothing_is_added_to_a_closed_debate() -> None:
    require_open(OPEN)
    with pytest.raises(DebateIsClosed):
        require_open(CLOSED)
