"""Why entries stand where they do: every reason as a sentence, with one and with several."""

import pytest

from bot.ledger.entries import Answer, Kind, Relation
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling import reasons as r
from bot.render.front_ends import TERMINAL
from bot.words.cruxes import agreement, best_reason, shared
from bot.words.reasons import reason

BOTH = r.NamedBy((0, 1), 2)
OF_A = r.NamedBy((0,), 2)
COUNTS = r.Counts(Answer.AGREE, (Tally(1, 0, 0, 1), Tally(0, 1, 0, 1)), named=True)


def test_where_nobody_is_on_a_side_that_is_said() -> None:
    assert reason(TERMINAL, r.NobodyOnASide()) == "Nobody is on a side yet"


@pytest.mark.parametrize(
    ("state", "target", "named_by", "words"),
    [
        (CruxState.DOUBLE, None, BOTH, "double crux, named by both"),
        (CruxState.POSSIBLE, 3, r.NamedBy((0, 2), 3), "possible double crux for #3, named by A and C"),
        (CruxState.POSSIBLE, None, r.NamedBy((0, 1, 2), 3), "possible double crux, named by all 3"),
        (CruxState.MARKED, None, OF_A, "crux, named by A"),
        (CruxState.MARKED, 3, r.NamedBy((1,), 2, 1), "crux for #3, named by B, 1 person"),
        (CruxState.MARKED, None, r.NamedBy((), 0, 2), "crux, named by 2 people"),
        (CruxState.SETTLED, None, BOTH, "settled crux, named by both"),
    ],
)
def test_how_far_a_crux_is_shared(state: CruxState, target: int | None, named_by: r.NamedBy, words: str) -> None:
    assert shared(TERMINAL, r.CruxReason(state, target, named_by, COUNTS)) == words


def test_a_crux_for_a_merged_entry_names_the_one_that_it_goes_on_as() -> None:
    why = r.CruxReason(CruxState.POSSIBLE, 3, OF_A, COUNTS, target_was=1)

    assert shared(TERMINAL, why) == "possible double crux for #3, was #1, named by A"


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        (
            r.Settled(Answer.AGREE, 2, (r.CruxMover("ben", 4), r.CruxMover(None, 5))),
            "ben conceded it in #4, someone conceded it in #5",
        ),
        (r.Settled(Answer.DISAGREE, 3, (r.CruxMover("ben"),), 4), "ben moved, 4 more moved"),
        (r.Settled(Answer.DISAGREE, 2), "both sides reject it now"),
        (r.Settled(Answer.AGREE, 3), "all sides accept it now"),
        (r.Settled(Answer.AGREE, 1), "most people here accept it now"),
    ],
)
def test_what_settled_a_crux(settled: r.Settled, words: str) -> None:
    why = r.CruxReason(CruxState.SETTLED, None, BOTH, COUNTS, settled)

    assert reason(TERMINAL, why) == f"settled crux, named by both · agree: A 1 of 1 · B 0 of 1 · {words}"


def test_the_best_reasons_say_whose_they_are_and_how_many_agree() -> None:
    tally = Tally(4, 1, 0, 5)

    of_side = r.BestReason(1, Relation.ATTACKS, 4, "Money is missing", tally)
    of_room = [r.BestReason(None, relation, 4, "Money", tally) for relation in (Relation.SUPPORTS, Relation.ATTACKS)]

    assert best_reason(TERMINAL, of_side) == "Reason of B"
    assert agreement(TERMINAL, of_side) == "4 of 5 agree"
    assert [best_reason(TERMINAL, one) for one in of_room] == ["For it", "Against it"]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (r.Proposed(Kind.CLAIM, "ben", "ana"), "Proposed as claim by ben; ana has not confirmed it"),
        (r.SetAside("ana"), "Set aside by ana; nobody has answered that yet"),
        (r.SetAsideByBoth("ana", None), "Set aside by ana and someone"),
    ],
)
def test_what_stands_apart(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words
