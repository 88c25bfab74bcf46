"""What the disagreement turns on, and who is credited with settling it."""

import pytest

from bot.ledger.standing.cruxes import CruxFinding, CruxState, crux_findings, shared_cruxes
from bot.ledger.standing.standing import standing
from tests.transcript import debate


def finding(text: str) -> CruxFinding:
    ledger = debate(text)
    (found,) = crux_findings(ledger, standing(ledger))
    return found


def test_whoever_came_to_agree_last_settled_it() -> None:
    found = finding("ana  crux  Zoning is what holds us back\nben disagrees #1\nben agrees #1")

    assert (found.state, found.settled_by, found.conceded_in) == (CruxState.SETTLED, 2, ())


def test_nobody_settles_it_who_is_on_no_side_or_answers_the_other_way() -> None:
    found = finding(
        """
        sides Build / Wait
        ana joins Build
        ben joins Wait
        ana  crux  Zoning is what holds us back
        ben  agrees #1
        cy  disagrees #1
        """
    )

    assert (found.state, found.settled_by) == (CruxState.SETTLED, 2)


@pytest.mark.parametrize(
    ("scope", "credited"),
    [("", [2]), ("the whole of ", [2]), ("for argument ", [])],
    ids=["point", "whole", "argument"],
)
def test_a_concession_settles_it_unless_it_was_for_the_arguments_sake(scope: str, credited: list[int]) -> None:
    found = finding(
        f"""
        ana  crux  Zoning is what holds us back
        ben  disagrees #1
        ben  concedes {scope}#1  You are right about zoning
        ben  agrees #1
        """
    )

    assert found.state is CruxState.SETTLED
    assert [entry.number for entry in found.conceded_in] == credited


def test_a_concession_that_was_taken_back_did_not_settle_what_the_sides_agreed_on_later() -> None:
    found = finding(
        """
        ana  crux  Zoning is what holds us back
        ben  disagrees #1
        ana  concedes #1  I was wrong
        ana  agrees #1
        ben  agrees #1
        """
    )

    assert (found.state, found.conceded_in, found.settled_by) == (CruxState.SETTLED, (), 2)


def test_what_is_shared_is_the_findings_without_what_is_only_marked() -> None:
    ledger = debate(
        """
        sides Build / Wait
        ana joins Build
        ben joins Wait
        ana  crux  Zoning is what holds us back
        ben  disagrees #1
        ben  marks #1
        ana  crux  Rents fall when we build
        ben  agrees #2
        ana  crux  Towers can be beautiful
        ana  claim  Cranes are loud
        ana  marks #4
        ben  marks #4
        """
    )
    now = standing(ledger)

    shared = shared_cruxes(ledger, now)

    assert [(finding.entry.number, finding.state) for finding in shared] == [
        (1, CruxState.DOUBLE),
        (2, CruxState.SETTLED),
    ]
    assert shared == tuple(f for f in crux_findings(ledger, now) if f.state is not CruxState.MARKED)
