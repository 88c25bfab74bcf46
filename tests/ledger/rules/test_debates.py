"""How a debate opens, is corrected, closes and goes on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Side
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    DebateHasSides,
    DebateIsClosed,
    DebateIsOpen,
    LedgerIsLocked,
    LedgerIsLockedFor,
    LedgerIsUnlocked,
    MayNotChangeQuestion,
    MayNotNameSides,
    MayNotOpenSides,
    NoQuestion,
    Refusal,
    SideNameTaken,
    SidesComeInPairs,
)
from bot.ledger.rules.debates import (
    QUESTION_LIMIT,
    asked,
    closed,
    edited,
    gone_on,
    locked,
    opened,
    question_from,
    require_open,
    require_unlocked,
    unlocked,
)
from bot.ledger.rules.sides import MayName

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = Debate(70, 7, "Should we build?", 1, NOON)
CLOSED = replace(OPEN, closed_at=NOON)
LOCKED = replace(OPEN, locked_at=NOON)
YES, NO = Side(1, "Yes"), Side(2, "No")
PARTICIPANT, NOBODY = MayName(missing=True, further=False), MayName(missing=False, further=False)


def ledger(debate: Debate, *sides: Side) -> Ledger:
    return Ledger(debate, {side.number: side for side in sides})


NEW = ledger(OPEN)


def test_a_debate_opens_with_its_question_and_both_sides() -> None:
    assert opened(7, NEW, " Should we\nbuild? ", ("Yes", "No")) == (
        e.DebateOpened(7, True, "Should we build?"),
        e.SideNamed(1, "Yes"),
        e.SideNamed(2, "No"),
    )


def test_a_debate_opens_without_sides_too_but_not_with_one() -> None:
    assert opened(7, NEW, "Should we build?", ("", "")) == (e.DebateOpened(7, True, "Should we build?"),)
    with pytest.raises(SidesComeInPairs):
        opened(7, NEW, "Should we build?", ("Yes", " "))


def test_two_sides_of_one_name_are_refused_in_whatever_case_of_letters() -> None:
    with pytest.raises(SideNameTaken):
        opened(7, NEW, "Should we build?", ("Yes", "YES"))


@pytest.mark.parametrize("words", ["", " \n ", "\u200b", "x" * (QUESTION_LIMIT + 1)])
def test_a_question_needs_words_and_has_a_limit(words: str) -> None:
    with pytest.raises(NoQuestion):
        question_from(words)
    with pytest.raises(NoQuestion):
        opened(7, NEW, words, ("", ""))


def test_a_question_may_be_as_long_as_the_limit() -> None:
    assert question_from("x" * QUESTION_LIMIT) == "x" * QUESTION_LIMIT


def test_a_debate_that_a_tag_opened_takes_question_and_sides_later() -> None:
    assert gone_on(ledger(OPEN), "Should we build more?", ("Yes", "No")) == (
        e.QuestionAsked("Should we build more?"),
        e.SideNamed(1, "Yes"),
        e.SideNamed(2, "No"),
    )


def test_who_takes_part_names_the_sides_that_are_missing_and_leaves_the_question() -> None:
    for question in ("", "should we build?"):
        named = gone_on(ledger(OPEN), question, ("Yes", "No"), may=PARTICIPANT, may_edit=False)
        assert named == (e.SideNamed(1, "Yes"), e.SideNamed(2, "No"))
    assert gone_on(ledger(OPEN, YES), "", ("yes", "No"), may=PARTICIPANT, may_edit=False) == (e.SideNamed(2, "No"),)
    for here, question, names, may, refusal in (
        (ledger(OPEN), "Should we bomb?", ("Yes", "No"), PARTICIPANT, MayNotChangeQuestion),
        (ledger(OPEN), "", ("Yes", "No"), NOBODY, MayNotNameSides),
        (ledger(OPEN, YES), "", ("No", "Later"), PARTICIPANT, MayNotOpenSides),
    ):
        with pytest.raises(refusal):
            gone_on(here, question, names, may=may, may_edit=False)


def test_an_open_debate_with_sides_is_not_opened_again() -> None:
    for question in ("Should we build?", "Something else?", ""):
        with pytest.raises(DebateIsOpen):
            gone_on(ledger(OPEN, YES, NO), question, ("Yes", "No"))
    with pytest.raises(DebateIsOpen):
        gone_on(ledger(OPEN), "Should we build?")


def test_a_closed_debate_goes_on_with_its_question_and_its_sides() -> None:
    here = ledger(CLOSED, YES, NO)
    for question, names in (("", ("", "")), ("Should we build?", ("no", "YES")), ("SHOULD we build?", ("", ""))):
        assert gone_on(here, question, names, may=NOBODY, may_edit=False) == (e.DebateReopened(),)
    for may_edit in (True, False):
        with pytest.raises(DebateHasSides):
            gone_on(here, "", ("Yes", "Later"), may_edit=may_edit)


def test_another_question_is_a_correction_on_reopening_too() -> None:
    here = ledger(CLOSED, YES, NO)
    assert gone_on(here, "Should we build now?") == (e.DebateReopened(), e.QuestionAsked("Should we build now?"))
    with pytest.raises(MayNotChangeQuestion):
        gone_on(here, "Should we build now?", may_edit=False)


def test_a_question_that_was_erased_is_asked_anew_by_who_may_correct_it() -> None:
    erased = replace(OPEN, question=None)
    assert asked(erased, "Should we build?") == (e.QuestionAsked("Should we build?"),)
    with pytest.raises(MayNotChangeQuestion):
        asked(erased, "Should we build?", may_edit=False)


def test_question_and_names_are_corrected_together_and_what_is_left_out_stays() -> None:
    here = ledger(OPEN, YES, Side(2, None))
    assert edited(here, "Should we build more?", {1: "No", 2: "Yes"}) == (
        e.QuestionAsked("Should we build more?"),
        e.SideRenamed(1, "No"),
        e.SideRenamed(2, "Yes"),
    )
    assert edited(here, " ", {}) == edited(here, "Should we build?", {1: "Yes"}) == ()
    wrong: tuple[tuple[str, dict[int, str], type[Refusal]], ...] = (
        ("\u200b", {}, NoQuestion),
        ("", {2: "yes"}, SideNameTaken),
    )
    for question, names, refusal in wrong:
        with pytest.raises(refusal):
            edited(here, question, names)


def test_a_debate_closes_once() -> None:
    assert closed(OPEN) == (e.DebateClosed(),)
    with pytest.raises(DebateIsClosed):
        closed(CLOSED)


def test_nothing_is_added_to_a_closed_debate() -> None:
    require_open(OPEN)
    with pytest.raises(DebateIsClosed):
        require_open(CLOSED)


def test_a_ledger_that_is_locked_for_a_reason_says_it() -> None:
    assert locked(OPEN, "Tempers run high") == (e.LedgerLocked("Tempers run high"),)
    with pytest.raises(LedgerIsLockedFor) as refused:
        require_unlocked(replace(LOCKED, lock_reason="Tempers run high"))
    assert refused.value.reason == "Tempers run high"


def test_a_ledger_is_locked_once_and_unlocked_once() -> None:
    require_unlocked(OPEN)
    assert locked(OPEN) == (e.LedgerLocked(),)
    assert unlocked(LOCKED) == (e.LedgerUnlocked(),)
    for refused in (locked, require_unlocked):
        with pytest.raises(LedgerIsLocked):
            refused(LOCKED)
    with pytest.raises(LedgerIsUnlocked):
        unlocked(OPEN)
