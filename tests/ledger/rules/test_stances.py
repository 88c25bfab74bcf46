"""How an entry is answered."""

from dataclasses import replace
from itertools import product

import pytest

from bot.ledger.entries import Answer, Wording
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    AwaitsItsAuthor,
    BadCredence,
    ConcessionTakesNoStance,
    CredenceContradicts,
    EntryIsGone,
    RewordedMeanwhile,
    WordsAreGone,
)
from bot.ledger.rules.stances import contradicts, stance_taken
from tests.transcript import debate

ANA, BEN = 1, 2


def test_an_answer_is_given_to_the_wording_in_force() -> None:
    entry = debate("ana  claim  Rents fall\nana  rewords #1  Rents fall a lot").entries[1]

    assert stance_taken(entry, BEN, Answer.UNSURE, 40, None) == (e.StanceTaken(1, BEN, 2, Answer.UNSURE, 40),)


def test_whoever_read_an_earlier_wording_is_shown_the_new_one() -> None:
    entry = debate("ana  claim  Rents fall\nana  rewords #1  Rents fall a lot").entries[1]

    assert stance_taken(entry, BEN, Answer.AGREE, None, None, read=2)
    with pytest.raises(RewordedMeanwhile):
        stance_taken(entry, BEN, Answer.AGREE, None, None, read=1)


def test_the_same_answer_again_changes_nothing_and_keeps_the_credence() -> None:
    ledger = debate("ana  claim  Rents fall\nben  agrees #1 70%")
    entry, before = ledger.entries[1], ledger.stances[1, BEN]

    assert stance_taken(entry, BEN, Answer.AGREE, None, before) == ()
    assert stance_taken(entry, BEN, Answer.AGREE, 70, before) == ()
    assert stance_taken(entry, BEN, Answer.AGREE, 80, before) == (e.StanceTaken(1, BEN, 1, Answer.AGREE, 80),)
    assert stance_taken(entry, BEN, Answer.DISAGREE, None, before) == (e.StanceTaken(1, BEN, 1, Answer.DISAGREE),)


def test_the_same_answer_counts_anew_after_a_rewording() -> None:
    ledger = debate("ana  claim  Rents fall\nben  agrees #1\nana  rewords #1  Rents fall a lot")

    assert stance_taken(ledger.entries[1], BEN, Answer.AGREE, None, ledger.stances[1, BEN]) == (
        e.StanceTaken(1, BEN, 2, Answer.AGREE),
    )


def test_nobody_answers_what_nobody_can_read() -> None:
    entry = debate("ana  claim  Rents fall").entries[1]
    erased = replace(entry, wordings=(Wording(1, None),))

    assert (entry.asks_for_stances, erased.asks_for_stances) == (True, False)
    with pytest.raises(WordsAreGone):
        stance_taken(erased, BEN, Answer.AGREE, None, None)
    assert replace(erased, wordings=(*erased.wordings, Wording(2, "Rents fall"))).asks_for_stances


def speaks_against(answer: Answer, credence: int) -> bool:
    return credence < 50 if answer is Answer.AGREE else credence > 50 and answer is Answer.DISAGREE


def test_a_credence_that_speaks_against_the_answer_is_asked_about_and_not_stored() -> None:
    entry = debate("ana  claim  Rents fall").entries[1]

    for answer, credence in product(Answer, range(101)):
        taken = (e.StanceTaken(1, BEN, 1, answer, credence),)
        assert contradicts(answer, credence) is speaks_against(answer, credence)
        assert stance_taken(entry, BEN, answer, credence, None, meant=True) == taken
        if not speaks_against(answer, credence):
            assert stance_taken(entry, BEN, answer, credence, None) == taken
            continue
        with pytest.raises(CredenceContradicts) as asked:
            stance_taken(entry, BEN, answer, credence, None)
        assert (asked.value.entry, asked.value.wording) == (1, 1)
        assert (asked.value.answer, asked.value.credence) == (answer, credence)


def test_whoever_is_asked_and_chooses_no_number_has_none() -> None:
    ledger = debate("ana  claim  Rents fall\nben  agrees #1 70%")
    entry, before = ledger.entries[1], ledger.stances[1, BEN]

    assert stance_taken(entry, BEN, Answer.AGREE, None, before, meant=True) == (e.StanceTaken(1, BEN, 1, Answer.AGREE),)
    unnumbered = replace(before, credence=None)
    assert stance_taken(entry, BEN, Answer.AGREE, None, unnumbered, meant=True) == ()


@pytest.mark.parametrize("credence", [-1, 101])
def test_a_credence_is_a_percentage(credence: int) -> None:
    entry = debate("ana  claim  Rents fall").entries[1]

    with pytest.raises(BadCredence):
        stance_taken(entry, BEN, Answer.AGREE, credence, None)
    assert stance_taken(entry, BEN, Answer.DISAGREE, 0, None)
    assert stance_taken(entry, BEN, Answer.AGREE, 100, None)


def test_only_live_claims_and_cruxes_are_answered() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ben  concedes #1  True
        ana  claim  Cranes are loud
        ana  withdraws #3
        ben  proposes for ana  claim  Supply matters
        """
    )

    for number, refusal in ((2, ConcessionTakesNoStance), (3, EntryIsGone), (4, AwaitsItsAuthor)):
        with pytest.raises(refusal):
            stance_taken(ledger.entries[number], BEN, Answer.AGREE, None, None)
