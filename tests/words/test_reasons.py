"""Why entries stand where they do: every reason as a sentence, with one and with several."""

import pytest

from bot.ledger.entries import Answer, Kind, Scope
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from bot.ledger.telling import reasons as r
from bot.render.front_ends import TERMINAL
from bot.words.reasons import reason

BOTH = r.NamedBySides(2, 2)
ANA = r.NamedByPeople(r.People(("ana",)))


def side(verdict: Verdict, tally: Tally) -> r.SideBySide:
    return r.SideBySide((r.SideVerdict("Build", verdict, tally),))


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (r.AllHold(2), "Both sides hold this"),
        (r.AllHold(2, (r.Share(4, 5), r.Share(3, 3))), "Both sides hold this: 4 of 5 vs 3 of 3"),
        (r.AllHold(3), "All 3 sides hold this"),
        (
            r.AllHold(3, (r.Share(1, 1), r.Share(2, 2), r.Share(3, 3))),
            "All 3 sides hold this: 1 of 1 vs 2 of 2 vs 3 of 3",
        ),
        (r.AllReject(2), "Both sides reject this"),
        (r.AllReject(2, (r.Share(4, 5), r.Share(3, 3))), "Both sides reject this: 4 of 5 vs 3 of 3"),
        (r.AllReject(4), "All 4 sides reject this"),
        (r.AllReject(3, (r.Share(1, 2),)), "All 3 sides reject this: 1 of 2"),
        (r.RoomAnswers(Tally(4, 1, 0, 9)), "4 agree, 1 disagree, 0 unsure"),
    ],
)
def test_what_all_sides_say(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (side(Verdict.HOLDS, Tally(1, 0, 0, 1)), "“Build” holds it"),
        (side(Verdict.HOLDS, Tally(4, 1, 0, 9)), "“Build” holds it, 4 of 5"),
        (side(Verdict.REJECTS, Tally(0, 1, 0, 1)), "“Build” rejects it"),
        (side(Verdict.REJECTS, Tally(1, 4, 0, 9)), "“Build” rejects it, 4 of 5"),
        (side(Verdict.UNSETTLED, Tally(0, 0, 1, 1)), "“Build” is unsure"),
        (side(Verdict.UNSETTLED, Tally(1, 2, 3, 9)), "“Build” is split (1 agree, 2 disagree, 3 unsure)"),
        (side(Verdict.UNHEARD, Tally(0, 0, 0, 9)), "awaits “Build”"),
        (side(Verdict.UNHEARD, Tally(1, 0, 0, 9)), "awaits “Build” (1 of 9 so far)"),
    ],
)
def test_what_one_side_says(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words


def test_sides_stand_side_by_side_in_their_order() -> None:
    sides = (
        r.SideVerdict("Build", Verdict.HOLDS, Tally(1, 0, 0, 1)),
        r.SideVerdict("Wait", Verdict.UNHEARD, Tally(0, 0, 0, 1)),
    )

    assert reason(TERMINAL, r.SideBySide(sides)) == "“Build” holds it; awaits “Wait”"


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (
            r.CruxReason(CruxState.DOUBLE, None, BOTH),
            "Double crux: named by both sides, and they answer it differently",
        ),
        (
            r.CruxReason(CruxState.POSSIBLE, 3, r.NamedBySides(2, 3)),
            "Possible double crux for #3: named by 2 sides, and some of them answer it differently",
        ),
        (r.CruxReason(CruxState.MARKED, None, ANA), "Crux, open: named by ana"),
        (r.CruxReason(CruxState.MARKED, 3, ANA), "Crux for #3, open: named by ana"),
        (
            r.CruxReason(
                CruxState.SETTLED,
                None,
                BOTH,
                r.SettledByConcessions((r.ConcededIn("ben", 4), r.ConcededIn(None, 5))),
            ),
            "Crux, settled: named by both sides; ben conceded it in #4, someone conceded it in #5",
        ),
        (
            r.CruxReason(CruxState.SETTLED, 3, ANA, r.SettledByAnswer("ben")),
            "Crux for #3, settled: named by ana; ben gave the answer that settled it",
        ),
        (
            r.CruxReason(CruxState.SETTLED, None, ANA, r.SettledTogether()),
            "Crux, settled: named by ana; the sides came to agree",
        ),
    ],
)
def test_how_far_a_crux_is_shared(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (r.People(()), "nobody"),
        (r.People(("ana",)), "ana"),
        (r.People(("ana", None)), "ana and someone"),
        (r.People(("ana", "ben", "cy")), "ana, ben and cy"),
        (r.People(("ana", "ben", "cy"), 2), "ana, ben, cy and 2 more"),
    ],
)
def test_people_are_named_and_the_rest_is_counted(who: r.People, words: str) -> None:
    assert (
        reason(TERMINAL, r.CruxReason(CruxState.MARKED, None, r.NamedByPeople(who))) == f"Crux, open: named by {words}"
    )


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (r.Conceded("ana", Scope.WHOLE, 1), "ana concedes the whole of #1"),
        (r.Conceded("ana", Scope.POINT, 1, (4, 7)), "ana concedes the point on #1; still holds #4, #7"),
        (r.Conceded(None, Scope.ARGUMENT, 1), "someone grants, for the argument's sake, #1"),
        (r.AnswerMoved("ana", Answer.AGREE, Answer.UNSURE), "ana moved from agree to unsure"),
        (r.AnswerMoved("ana", Answer.AGREE, Answer.DISAGREE, 0), "ana moved from agree to disagree, 0 % sure"),
        (r.CredenceMoved("ana", 40, 80), "ana is 80 % sure now (was 40 %)"),
        (
            r.ClassMoved(StandingClass.OPEN, StandingClass.DIVERGING, Cause.SIDES_MOVED, ("Build", "Wait")),
            "Now diverging (was open): “Build”, “Wait” moved",
        ),
        (
            r.ClassMoved(StandingClass.UNTESTED, StandingClass.COMMON_GROUND, Cause.NEW_ANSWERS),
            "Now common ground (was untested): new answers",
        ),
        (
            r.ClassMoved(StandingClass.COMMON_GROUND_REJECTED, StandingClass.ONE_SIDED, Cause.NEW_WORDING),
            "Now one-sided (was common ground (rejected)): new wording",
        ),
        (r.NewEntry(Kind.CRUX, "ana"), "New crux by ana"),
        (r.NewAnswers(1), "1 new answer"),
        (r.NewAnswers(2), "2 new answers"),
    ],
)
def test_what_moved(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (r.Proposed(Kind.CLAIM, "ben", "ana"), "Proposed as claim by ben; ana has not confirmed it"),
        (r.SetAside("ana"), "Set aside by ana; nobody has answered that yet"),
        (r.SetAsideByBoth("ana", None), "Set aside by ana and someone"),
        (r.TermDefined("rent", "what one pays", "ana", False, r.People(()), 1), "as ana uses it"),
        (
            r.TermDefined("rent", "what one pays", "ana", True, r.People(("ben", "cy")), 2),
            "one of 2 live senses: ana's term, adopted by ben and cy",
        ),
    ],
)
def test_what_stands_apart(why: r.Reason, words: str) -> None:
    assert reason(TERMINAL, why) == words
