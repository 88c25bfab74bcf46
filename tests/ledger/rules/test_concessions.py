"""Whose answer a concession takes over."""

import pytest

from bot.ledger.entries import Answer, Ledger
from bot.ledger.refusals import AwaitsItsAuthor, CannotConcedeAConcession, NotConcession
from bot.ledger.rules.concessions import conceded_answer, require_concession
from tests.transcript import debate

ANA, BEN = 1, 2


def taken_over(ledger: Ledger, person: int, entry: int = 1) -> Answer:
    stances = [stance for stance in ledger.stances.values() if stance.entry == entry]
    sides = {number: somebody.side for number, somebody in ledger.participants.items()}
    return conceded_answer(ledger.entries[entry], ledger.participants[person], stances, sides)


def test_it_is_what_most_of_the_others_answered() -> None:
    ledger = debate("ana  claim  Rents fall\nben  disagrees #1\ncy  agrees #1")

    assert taken_over(ledger, BEN) is Answer.AGREE
    assert taken_over(debate("ana  claim  Rents fall\nben  disagrees #1"), ANA) is Answer.DISAGREE


def test_those_of_ones_own_side_are_not_the_others() -> None:
    ledger = debate(
        """
        sides Yes / No
        ana joins Yes
        ben joins No
        cy joins No
        ana  claim  Rents fall
        ben  disagrees #1
        cy  disagrees #1
        """
    )

    assert taken_over(ledger, BEN) is Answer.AGREE


def test_where_the_others_are_even_it_is_the_opposite_of_ones_own() -> None:
    ledger = debate("ana  claim  Rents fall\nben  agrees #1\ncy  disagrees #1\ndee  agrees #1")

    assert taken_over(ledger, BEN) is Answer.AGREE
    assert taken_over(debate("ana  claim  Rents fall"), ANA) is Answer.DISAGREE


def test_an_answer_to_an_earlier_wording_does_not_count() -> None:
    ledger = debate("ana  claim  Rents fall\nben  disagrees #1\nana  rewords #1  Rents fall a lot\ncy  agrees #1")

    assert taken_over(ledger, BEN) is Answer.AGREE


def test_neither_a_concession_nor_a_proposal_is_conceded() -> None:
    ledger = debate("ana  claim  Rents fall\nben  concedes #1  True\nben  proposes for ana  claim  Supply matters")

    with pytest.raises(CannotConcedeAConcession):
        taken_over(ledger, ANA, 2)
    with pytest.raises(AwaitsItsAuthor):
        taken_over(ledger, BEN, 3)


def test_only_after_a_concession_can_something_remain() -> None:
    ledger = debate("ana  claim  Rents fall\nben  concedes #1  True")

    require_concession(ledger.entries[2])
    with pytest.raises(NotConcession):
        require_concession(ledger.entries[1])
