"""How an entry is set aside, by one and by both sides, and argued again."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Entry
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import AwaitsItsAuthor, CannotParkThat, NotParked, ParkingNeedsASide, WordsAreGone
from bot.ledger.rules import Changes
from bot.ledger.rules.parking import parked, revived
from tests.transcript import debate

SIDES = "sides Yes / No\nana joins Yes\nben joins No\ncy joins Yes\nana  claim  Rents fall"


def person(number: int, side: int | None = None) -> Participant:
    return Participant(number, 50 + number, f"person {number}", side)


def park(entry: Entry, by: Participant, after: Participant | None = None, *, sided: bool = True) -> Changes:
    return parked(entry, by, after, sided=sided)


@pytest.fixture(scope="module")
def proposed() -> Entry:
    return debate(f"{SIDES}\nana  parks #1").entries[1]


ANA, BEN, CY, DAN = person(1, 1), person(2, 2), person(3, 1), person(4)


def test_anybody_may_set_an_entry_aside() -> None:
    entry = debate(SIDES).entries[1]

    assert park(entry, ANA) == (e.EntryParked(1, 1),)
    assert park(entry, DAN) == (e.EntryParked(1, 4),)


def test_what_nobody_can_read_any_more_is_not_set_aside() -> None:
    erased = debate(f"{SIDES}\nmessage of #1 deleted").entries[1]
    erased = replace(erased, wordings=tuple(replace(wording, statement=None) for wording in erased.wordings))

    with pytest.raises(WordsAreGone):
        park(erased, ANA)


def test_somebody_of_another_side_makes_it_mutual(proposed: Entry) -> None:
    assert park(proposed, BEN, ANA) == (e.ParkingAgreed(1, 2),)


def test_neither_the_same_person_nor_the_same_side_makes_it_mutual(proposed: Entry) -> None:
    assert park(proposed, ANA, ANA) == ()
    assert park(proposed, CY, ANA) == ()


def test_nothing_is_mutual_with_somebody_who_does_not_count(proposed: Entry) -> None:
    assert park(proposed, replace(BEN, uncounted=True), ANA) == ()
    assert park(proposed, BEN, replace(ANA, uncounted=True)) == (e.EntryParked(1, 2),)


def test_somebody_on_no_side_does_not_make_it_mutual(proposed: Entry) -> None:
    with pytest.raises(ParkingNeedsASide):
        park(proposed, DAN, ANA)


def test_whoever_is_on_a_side_takes_over_from_somebody_on_none_or_forgotten(proposed: Entry) -> None:
    assert park(proposed, BEN, DAN) == (e.EntryParked(1, 2),)
    assert park(proposed, BEN, replace(ANA, forgotten=True)) == (e.EntryParked(1, 2),)


def test_what_is_mutual_stays_so() -> None:
    entry = debate(f"{SIDES}\nana  parks #1\nben  also parks #1").entries[1]

    assert park(entry, person(5, 2), ANA) == ()
    assert park(entry, DAN, ANA) == ()


def test_without_sides_another_person_makes_it_mutual() -> None:
    entry = debate("ana  claim  Rents fall\nana  parks #1").entries[1]

    assert park(entry, person(1), person(1), sided=False) == ()
    assert park(entry, person(2), person(1), sided=False) == (e.ParkingAgreed(1, 2),)
    assert park(entry, person(2), replace(person(1), forgotten=True), sided=False) == (e.EntryParked(1, 2),)


def test_only_live_claims_and_cruxes_are_set_aside() -> None:
    ledger = debate("ana  claim  Rents fall\nben  concedes #1  True\nben  proposes for ana  claim  Supply matters")

    with pytest.raises(CannotParkThat):
        park(ledger.entries[2], ANA)
    with pytest.raises(AwaitsItsAuthor):
        park(ledger.entries[3], ANA)


def test_anybody_brings_a_parked_entry_back_and_only_a_parked_one() -> None:
    assert revived(debate(f"{SIDES}\nana  parks #1").entries[1], 2) == (e.EntryRevived(1, 2),)
    with pytest.raises(NotParked):
        revived(debate(SIDES).entries[1], 2)
