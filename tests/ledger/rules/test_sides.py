"""How sides are named, taken and left."""

import pytest

from bot.ledger.entries import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import BadSideName, NoSuchSide, NotOnASide, SideNameTaken
from bot.ledger.rules.sides import (
    SIDE_NAME_LIMIT,
    joined,
    joined_by_name,
    joined_by_number,
    left,
    side_name_from,
    side_opened,
    sides_put,
)

YES, NO = Side(1, "Yes"), Side(2, "No")
ANA = Participant(1, 50, "ana")
ANA_OF_YES = Participant(1, 50, "ana", side=1)


@pytest.mark.parametrize("words", ["", "\n", "x" * (SIDE_NAME_LIMIT + 1)])
def test_a_side_needs_a_name_and_there_is_a_limit(words: str) -> None:
    with pytest.raises(BadSideName):
        side_name_from(words)


def test_a_new_side_takes_the_next_number_and_a_name_that_nobody_has() -> None:
    assert side_opened(" Later ", (YES, NO)) == e.SideNamed(3, "Later")
    with pytest.raises(SideNameTaken):
        side_opened("yes", (YES, NO))
    for name, taken in (("STRASSE", "Straße"), ("İSTANBUL", "istanbul"), ("ΣΊΣΥΦΟΣ", "Σίσυφος")):
        with pytest.raises(SideNameTaken):
            side_opened(name, (Side(1, taken),))


def test_one_takes_a_side_and_so_leaves_any_other() -> None:
    assert joined(ANA, YES) == (e.SideJoined(1, 1),)
    assert joined(ANA_OF_YES, NO) == (e.SideJoined(1, 2),)


def test_taking_the_side_that_one_is_on_changes_nothing() -> None:
    assert joined(ANA_OF_YES, YES) == ()


def test_one_can_leave_only_a_side_that_one_is_on() -> None:
    assert left(ANA_OF_YES) == (e.SideLeft(1),)
    with pytest.raises(NotOnASide):
        left(ANA)


def test_a_side_without_a_name_is_named_as_the_front_end_writes_it() -> None:
    sides = (YES, Side(2, None))
    assert joined_by_name(ANA, "side 2", sides, "Side {}".format, open_it=False) == (e.SideJoined(1, 2),)
    assert sides_put(("Yes", "Side 2"), sides, "Side {}".format) == ()
    with pytest.raises(SideNameTaken):
        side_opened("SIDE 2", sides, "Side {}".format)


def test_erased_names_are_given_anew_in_the_order_of_the_sides() -> None:
    assert sides_put(("Later", "Never"), (Side(1, None), Side(2, None))) == (
        e.SideNamed(1, "Later"),
        e.SideNamed(2, "Never"),
    )
    assert sides_put(("Yes", "Never"), (YES, Side(2, None))) == (e.SideNamed(2, "Never"),)


def test_sides_that_are_there_stay_as_they_are() -> None:
    assert sides_put(("yes", "NO"), (YES, NO)) == ()


def test_no_more_names_are_given_anew_than_were_erased() -> None:
    with pytest.raises(NoSuchSide):
        sides_put(("Later", "Never"), (YES, Side(2, None)))
    with pytest.raises(SideNameTaken):
        sides_put(("Later", "later"), (Side(1, None), Side(2, None)))


def test_a_side_is_taken_by_its_name_in_any_case_or_its_number_and_opened_only_when_asked() -> None:
    ana, sides = Participant(1, 9001, "ana"), (Side(1, "Build"), Side(2, "Wait"))

    assert joined_by_name(ana, "build", sides, open_it=True) == (e.SideJoined(1, 1),)
    assert joined_by_number(ana, 2, {side.number: side for side in sides}) == (e.SideJoined(1, 2),)
    assert joined_by_name(ana, "Later", sides, open_it=True) == (e.SideNamed(3, "Later"), e.SideJoined(1, 3))
    for refused in (
        lambda: joined_by_name(ana, "Later", sides, open_it=False),
        lambda: joined_by_number(ana, 9, {}),
    ):
        with pytest.raises(NoSuchSide):
            refused()
