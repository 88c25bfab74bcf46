"""How an entry is set aside, by one and by both sides, and argued again."""

import pytest

from bot.ledger.entries import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import AwaitsItsAuthor, CannotParkThat, NotParked
from bot.ledger.rules.parking import parked, revived
from tests.transcript import debate

SIDES = "sides Yes / No\nana joins Yes\nben joins No\ncy joins Yes\nana  claim  Rents fall"


def person(number: int, side: int | None = None) -> Participant:
    return Participant(number, 50 + number, f"person {number}", side)


def test_anybody_may_set_an_entry_aside() -> None:
    entry = debate(SIDES).entries[1]

    assert parked(entry, person(1, 1), None) == (e.EntryParked(1, 1),)


def test_somebody_of_another_side_makes_it_mutual() -> None:
    entry = debate(f"{SIDES}\nana  parks #1").entries[1]

    assert parked(entry, person(2, 2), person(1, 1)) == (e.ParkingAgreed(1, 2),)


def test_neither_the_same_person_nor_the_same_side_makes_it_mutual() -> None:
    entry = debate(f"{SIDES}\nana  parks #1").entries[1]

    assert parked(entry, person(1, 1), person(1, 1)) == ()
    assert parked(entry, person(3, 1), person(1, 1)) == ()


def test_what_is_mutual_stays_so() -> None:
    entry = debate(f"{SIDES}\nana  parks #1\nben  also parks #1").entries[1]

    assert parked(entry, person(4, 2), person(1, 1)) == ()


def test_without_sides_another_person_makes_it_mutual() -> None:
    entry = debate("ana  claim  Rents fall\nana  parks #1").entries[1]

    assert parked(entry, person(2), person(1)) == (e.ParkingAgreed(1, 2),)


def test_only_live_claims_and_cruxes_are_set_aside() -> None:
    ledger = debate("ana  claim  Rents fall\nben  concedes #1  True\nben  proposes for ana  claim  Supply matters")

    with pytest.raises(CannotParkThat):
        parked(ledger.entries[2], person(1), None)
    with pytest.raises(AwaitsItsAuthor):
        parked(ledger.entries[3], person(1), None)


def test_anybody_brings_a_parked_entry_back_and_only_a_parked_one() -> None:
    assert revived(debate(f"{SIDES}\nana  parks #1").entries[1], 2) == (e.EntryRevived(1, 2),)
    with pytest.raises(NotParked):
        revived(debate(SIDES).entries[1], 2)
