"""How sides are named, taken, left and put right."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

import pytest

from bot.ledger.house import House, Who
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    BadSideName,
    MayNotNameSides,
    MayNotOpenSides,
    NoSuchSide,
    NotOnASide,
    SideHasPeople,
    SideIntoItself,
    SideNameTaken,
)
from bot.ledger.rules.house import may as allowed
from bot.ledger.rules.sides import (
    ANY_SIDE,
    SIDE_NAME_LIMIT,
    MayName,
    joined,
    joined_by_name,
    joined_by_number,
    left,
    may_name,
    merged,
    missing_named,
    named,
    removed,
    renamed,
    require_missing,
    side_name_from,
    side_named,
    side_numbered,
)

YES, NO = Side(1, "Yes"), Side(2, "No")
ANA = Participant(1, 50, "ana")
ANA_OF_YES = Participant(1, 50, "ana", side=1)
MISSING_ONLY, NONE = MayName(missing=True, further=False), MayName(missing=False, further=False)


def debate(*sides: Side, former: tuple[FormerSide, ...] = ()) -> Ledger:
    """A debate with these sides, and these that it had."""
    return Ledger(
        Debate(70, 7, "Should we build?", 1, datetime(2026, 3, 2, 12, tzinfo=UTC)),
        {side.number: side for side in sides},
        former_sides={side.number: side for side in former},
    )


@pytest.mark.parametrize("words", ["", "\n", "x" * (SIDE_NAME_LIMIT + 1)])
def test_a_side_needs_a_name_and_there_is_a_limit(words: str) -> None:
    with pytest.raises(BadSideName):
        side_name_from(words)


def test_a_name_is_kept_in_one_form_however_its_accents_are_typed() -> None:
    assert side_name_from("Cafe\u0301") == "Café"


def test_new_sides_take_the_next_numbers_and_names_that_nobody_has() -> None:
    assert named((" Later ", "Never"), debate(YES, NO)) == (e.SideNamed(3, "Later"), e.SideNamed(4, "Never"))
    for names in (("yes",), ("Later", "LATER")):
        with pytest.raises(SideNameTaken):
            named(names, debate(YES, NO))
    for name, taken in (
        ("STRASSE", "Straße"),
        ("İSTANBUL", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("Cafe\u0301", "CAFÉ"),
    ):
        with pytest.raises(SideNameTaken):
            named((name,), debate(Side(1, taken)))


def test_the_number_of_a_side_that_is_gone_is_not_given_again() -> None:
    assert named(("Later",), debate(YES, NO, former=(FormerSide(3),))) == (e.SideNamed(4, "Later"),)
    assert named(("Later",), debate(former=(FormerSide(1), FormerSide(2, 1)))) == (e.SideNamed(3, "Later"),)


def test_who_may_name_which_sides() -> None:
    for who, moderator, opener, takes_part, awaited in product(Who, *[(False, True)] * 4):
        there = {"moderator": moderator, "opener": opener, "takes_part": takes_part}
        may = may_name(House(opens_sides=who), **there, awaited=awaited)
        assert may.further == allowed(who, moderator=moderator, opener=opener, participant=takes_part)
        assert may.missing == (may.further or moderator or opener or takes_part or awaited)


@pytest.mark.parametrize(
    ("may", "there", "names", "refused"),
    [
        (NONE, (), ("Yes",), MayNotNameSides),
        (NONE, (YES,), ("No",), MayNotNameSides),
        (NONE, (YES, NO), ("Later",), MayNotOpenSides),
        (MISSING_ONLY, (), ("Yes",), None),
        (MISSING_ONLY, (), ("Yes", "No"), None),
        (MISSING_ONLY, (YES,), ("No",), None),
        (MISSING_ONLY, (YES,), ("No", "Later"), MayNotOpenSides),
        (MISSING_ONLY, (YES, NO), ("Later",), MayNotOpenSides),
        (ANY_SIDE, (YES, NO), ("Later", "Never"), None),
    ],
)
def test_missing_sides_and_further_ones_are_named_by_who_may(
    may: MayName, there: tuple[Side, ...], names: tuple[str, ...], refused: type[Exception] | None
) -> None:
    if refused is None:
        assert len(named(names, debate(*there), may)) == len(names)
        return
    with pytest.raises(refused):
        named(names, debate(*there), may)


def test_only_what_is_missing_is_named() -> None:
    assert missing_named(("yes", "No"), debate(YES)) == (e.SideNamed(2, "No"),)
    assert missing_named(("yes", "NO"), debate(YES, NO), NONE) == ()
    require_missing(debate(YES), MISSING_ONLY)
    require_missing(debate(YES, NO), NONE)
    with pytest.raises(MayNotNameSides):
        require_missing(debate(YES), NONE)


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
    here = debate(YES, Side(2, None))
    assert joined_by_name(ANA, "side 2", here, NONE, "Side {}".format, open_it=False) == (e.SideJoined(1, 2),)
    assert missing_named(("Yes", "Side 2"), here, NONE, "Side {}".format) == ()
    with pytest.raises(SideNameTaken):
        named(("SIDE 2",), here, unnamed="Side {}".format)


def test_a_side_is_taken_by_its_name_in_any_case_or_its_number_and_opened_only_when_asked() -> None:
    here = debate(YES, NO)

    assert joined_by_name(ANA, "yes", here, NONE, open_it=True) == (e.SideJoined(1, 1),)
    assert joined_by_number(ANA, 2, here) == (e.SideJoined(1, 2),)
    assert joined_by_name(ANA, "Later", here, ANY_SIDE, open_it=True) == (e.SideNamed(3, "Later"), e.SideJoined(1, 3))
    with pytest.raises(MayNotOpenSides):
        joined_by_name(ANA, "Later", here, MISSING_ONLY, open_it=True)


@pytest.mark.parametrize(("may", "may_open"), [(ANY_SIDE, True), (MISSING_ONLY, False)])
def test_a_wrong_name_is_refused_with_the_sides_there_are_and_whether_it_may_be_opened(
    may: MayName, may_open: bool
) -> None:
    with pytest.raises(NoSuchSide) as refused:
        joined_by_name(ANA, " lol ", debate(YES, NO), may, open_it=False)

    assert (refused.value.name, refused.value.sides, refused.value.may_open) == ("lol", (YES, NO), may_open)


def test_an_old_button_leads_to_the_side_that_its_own_became_part_of() -> None:
    here = debate(YES, NO, former=(FormerSide(3, 4), FormerSide(4, 2), FormerSide(5)))

    assert joined_by_number(ANA, 3, here) == (e.SideJoined(1, 2),)
    for gone in (5, 9):
        with pytest.raises(NoSuchSide):
            joined_by_number(ANA, gone, here)


def test_a_side_takes_another_name_that_no_other_one_has() -> None:
    here = debate(YES, NO)

    assert renamed({1: "Build"}, here) == (e.SideRenamed(1, "Build"),)
    assert renamed({1: "YES"}, here) == (e.SideRenamed(1, "YES"),)
    assert renamed({1: "Yes"}, here) == ()
    assert renamed({1: "No", 2: "Yes"}, here) == (e.SideRenamed(1, "No"), e.SideRenamed(2, "Yes"))
    assert renamed({2: "Never"}, debate(YES, Side(2, None))) == (e.SideRenamed(2, "Never"),)
    for wrong in ({1: "no"}, {1: "Build", 2: "build"}):
        with pytest.raises(SideNameTaken):
            renamed(wrong, here)
    with pytest.raises(NoSuchSide):
        renamed({3: "Build"}, here)
    with pytest.raises(BadSideName):
        renamed({1: " "}, here)


def test_a_side_becomes_part_of_another_one() -> None:
    assert merged(YES, NO) == (e.SidesMerged(1, 2),)
    with pytest.raises(SideIntoItself):
        merged(YES, YES)


def test_only_a_side_that_nobody_is_on_is_removed() -> None:
    assert removed(YES, 0) == (e.SideRemoved(1),)
    with pytest.raises(SideHasPeople):
        removed(YES, 1)


@pytest.mark.parametrize("find", [lambda here: side_named("Later", here), lambda here: side_numbered(3, here)])
def test_a_side_that_is_not_there_is_not_found(find: Callable[[Ledger], Side]) -> None:
    assert side_named("no", debate(YES, NO)) == side_numbered(2, debate(YES, NO)) == NO
    with pytest.raises(NoSuchSide):
        find(debate(YES, NO))
