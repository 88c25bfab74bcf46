"""What the disagreement turns on, and who is credited with settling it."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Answer, Status
from bot.ledger.standing.cruxes import CruxFinding, CruxState, crux_findings, shared_cruxes
from bot.ledger.standing.standing import standing
from tests.transcript import debate


def finding(text: str) -> CruxFinding:
    ledger = debate(text)
    (found,) = crux_findings(ledger, standing(ledger))
    return found


def settled(text: str) -> tuple[Answer | None, list[tuple[int, int | None]]]:
    """What the only crux is settled on, and who moved there, with the numbers of their concessions."""
    found = finding(text)
    assert found.state is CruxState.SETTLED
    movers = ((settler.person, settler.concession) for settler in found.settled_by)
    return found.settled_on, [(person, concession.number if concession else None) for person, concession in movers]


SIDED = """
sides Build / Wait
ana joins Build
ben joins Wait
"""


@pytest.mark.parametrize(
    ("story", "movers"),
    [
        pytest.param("ana crux  X\nben disagrees #1\nben agrees #1", [(2, None)], id="with a stance"),
        pytest.param("ana crux  X\nben unsure #1\nben agrees #1", [(2, None)], id="from unsure"),
        pytest.param("ana crux  X\nben disagrees #1\nben concedes #1  Yes", [(2, 2)], id="in a concession"),
        pytest.param(
            "ana crux  X\nben disagrees #1\nben concedes the whole of #1  Yes", [(2, 2)], id="conceding the whole"
        ),
        pytest.param(
            "ana crux  X\nben disagrees #1\nben concedes for argument #1  Say so\nben agrees #1",
            [(2, None)],
            id="conceding for the argument's sake is no move",
        ),
        pytest.param("ana crux  X\nben agrees #1", [], id="first answers are no moves"),
        pytest.param("ana crux  X\nben claim  Y\nben concedes #1  Yes", [(2, 3)], id="in a concession, from no answer"),
        pytest.param(
            "ana crux  X\nben disagrees #1\nben agrees #1 60%\nana unsure #1\nana agrees #1\nben agrees #1 90%",
            [(2, None), (1, None)],
            id="in the order in which they moved, whatever they said again later",
        ),
        pytest.param(
            "ana crux  X\nben disagrees #1\nana rewords #1  Y\nben agrees #1",
            [],
            id="from another wording nobody moved",
        ),
        pytest.param(
            "ana crux  X\nben disagrees #1\nana concedes #1  I was wrong\nana agrees #1\nben agrees #1",
            [(1, None), (2, None)],
            id="a concession that was taken back led elsewhere",
        ),
        pytest.param(
            SIDED + "ana crux  X\ncy disagrees #1\ncy agrees #1\nben agrees #1",
            [],
            id="who is on no side settles nothing",
        ),
        pytest.param(
            SIDED + "ana crux  X\ncy joins Wait\ncy disagrees #1\nben disagrees #1\ncy agrees #1\nben agrees #1",
            [(3, None), (2, None)],
            id="both who moved",
        ),
        pytest.param(
            SIDED + "ana crux  X\ncy joins Wait\ncy disagrees #1\ncy agrees #1\nben agrees #1\ncy is forgotten",
            [],
            id="who was forgotten is credited with nothing",
        ),
    ],
)
def test_a_crux_is_settled_by_those_who_moved_to_what_all_hold_and_by_nobody_else(
    story: str, movers: list[tuple[int, int | None]]
) -> None:
    assert settled(story) == (Answer.AGREE, movers)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("ben agrees #1\ncy agrees #1", CruxState.SETTLED),
        ("ben disagrees #1\ncy disagrees #1\ndan agrees #1\nben marks #1", CruxState.POSSIBLE),
        ("ben disagrees #1\ncy disagrees #1\ndan agrees #1\ndan marks #1", CruxState.MARKED),
        ("ben unsure #1\ncy disagrees #1\nben marks #1", CruxState.MARKED),
    ],
)
def test_in_a_room_a_crux_is_possible_where_two_who_marked_it_are_opposed(answers: str, state: CruxState) -> None:
    assert finding(f"ana crux  X\n{answers}").state is state


def test_marks_of_whoever_was_forgotten_share_no_crux() -> None:
    story = SIDED + "ana crux  X\nben disagrees #1\nben marks #1\n"

    assert finding(story).state is CruxState.DOUBLE
    assert finding(story + "ben is forgotten").markers == (1,)
    assert crux_findings(debate(story + "ana is forgotten\nben is forgotten"), standing(debate(story))) == ()


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


def test_marks_on_a_merged_entry_are_of_the_one_that_it_goes_on_as_through_all_merges() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ana  claim  Rents go down
        ana  claim  Rents fall when we build
        ben disagrees #3
        ana marks #1
        ana marks #2
        ben marks #1 for #2
        ben marks #1 for #3
        ben partly marks #2
        """
    )
    entries = dict(ledger.entries)
    entries[1] = replace(entries[1], status=Status.MERGED, merged_into=2)
    entries[2] = replace(entries[2], status=Status.MERGED, merged_into=3)
    merged = replace(ledger, entries=entries)

    assert [merged.survivor(number) for number in (1, 2, 3, 9)] == [3, 3, 3, 9]
    assert replace(merged, entries={3: entries[3]}, merged={1: 2, 2: 3}).survivor(1) == 3
    (finding,) = crux_findings(merged, standing(merged))
    assert (finding.entry.number, finding.target, finding.markers) == (3, None, (1, 2))
    assert finding.state is CruxState.DOUBLE
