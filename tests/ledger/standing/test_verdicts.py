"""When a side holds a statement: the cases of the design, and what must hold of every case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.standing.verdicts import (
    ENOUGH,
    StandingClass,
    Tally,
    Verdict,
    chance_of_majority,
    group_informed_consensus,
    is_sure_of_majority,
    order_key,
    standing_class,
    verdict,
)

HOLDS, REJECTS, UNSETTLED, UNHEARD = Verdict


@st.composite
def tallies(draw: st.DrawFn, most: int = 60) -> Tally:
    agree, disagree, unsure, silent = (draw(st.integers(0, most)) for _ in range(4))
    return Tally(agree, disagree, unsure, agree + disagree + unsure + silent)


def classed(*sides: Tally) -> StandingClass:
    return standing_class([verdict(side) for side in sides])


@pytest.mark.parametrize(
    ("members", "unanimous", "one_against"),
    [(1, 1, None), (2, 2, None), (3, 2, 3), (4, 3, 4), (5, 3, 4), (9, 5, 5), (20, 5, 6), (200, 5, 7)],
)
def test_the_least_answers_that_make_a_side_hold(members: int, unanimous: int, one_against: int | None) -> None:
    first = next(n for n in range(1, members + 1) if verdict(Tally(n, 0, 0, members)) is HOLDS)
    against = next((n for n in range(1, members + 1) if verdict(Tally(n - 1, 1, 0, members)) is HOLDS), None)

    assert (first, against) == (unanimous, one_against)


ONE, TWO = Tally(1, 0, 0, 1), Tally(0, 1, 0, 1)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([ONE, ONE], StandingClass.COMMON_GROUND),
        ([TWO, TWO], StandingClass.COMMON_GROUND_REJECTED),
        ([ONE, TWO], StandingClass.DIVERGING),
        ([ONE, Tally(0, 0, 1, 1)], StandingClass.ONE_SIDED),
        ([ONE, Tally(0, 0, 0, 1)], StandingClass.ONE_SIDED),
        ([Tally(0, 0, 1, 1), Tally(0, 0, 1, 1)], StandingClass.OPEN),
        ([Tally(4, 1, 0, 5), Tally(3, 0, 0, 3)], StandingClass.COMMON_GROUND),
        ([Tally(5, 0, 0, 5), Tally(0, 3, 0, 3)], StandingClass.DIVERGING),
        ([Tally(4, 1, 0, 5), Tally(1, 1, 1, 3)], StandingClass.ONE_SIDED),
        ([Tally(3, 0, 0, 200), Tally(3, 0, 0, 80)], StandingClass.UNTESTED),
        ([Tally(120, 80, 0, 200), Tally(60, 20, 0, 80)], StandingClass.ONE_SIDED),
        ([ONE], StandingClass.ONE_SIDED),
        ([], StandingClass.OPEN),
    ],
)
def test_the_classes_of_the_design(sides: list[Tally], expected: StandingClass) -> None:
    assert classed(*sides) is expected


def test_seven_against_two_of_two_hundred_is_just_not_enough() -> None:
    assert verdict(Tally(7, 2, 0, 200)) is UNSETTLED
    assert round(chance_of_majority(7, 9, 200), 3) == 0.948


def test_twelve_against_two_with_six_unsure_of_twenty_holds() -> None:
    assert verdict(Tally(12, 2, 6, 20)) is HOLDS


def test_no_answer_and_too_few_answers_leave_a_side_unheard() -> None:
    assert verdict(Tally(0, 0, 0, 0)) is UNHEARD
    assert verdict(Tally(4, 0, 0, 100)) is UNHEARD
    assert verdict(Tally(5, 0, 0, 100)) is HOLDS


def test_the_chance_is_that_of_a_beta_binomial() -> None:
    # One of three agreed, so at least one of the two silent ones must: 1 - B(2, 3) / B(2, 1) = 1 - 1/6.
    assert chance_of_majority(1, 1, 3) == pytest.approx(1 - 1 / 6)
    assert chance_of_majority(0, 2, 3) == 0
    assert chance_of_majority(60_000, 61_000, 100_000) == 1


@given(st.integers(1, 400), st.integers(0, 4000), st.floats(0, 1))
def test_a_majority_that_a_bound_is_sure_of_is_so_by_its_chance(answers: int, silent: int, share: float) -> None:
    agree = round(answers * share)

    if is_sure_of_majority(agree, answers, answers + silent):
        assert chance_of_majority(agree, answers, answers + silent) >= ENOUGH


def test_a_clear_majority_of_a_large_side_needs_no_sum() -> None:
    assert is_sure_of_majority(200, 333, 3333)
    assert not is_sure_of_majority(180, 333, 3333)
    assert chance_of_majority(180, 333, 3333) < ENOUGH


@given(tallies())
def test_a_side_asked_about_the_opposite_gives_the_opposite_verdict(tally: Tally) -> None:
    opposite = {HOLDS: REJECTS, REJECTS: HOLDS, UNSETTLED: UNSETTLED, UNHEARD: UNHEARD}

    assert verdict(tally.mirrored) is opposite[verdict(tally)]


@given(st.lists(tallies(), max_size=4).flatmap(lambda sides: st.tuples(st.just(sides), st.permutations(sides))))
def test_the_order_of_the_sides_changes_nothing(both: tuple[list[Tally], list[Tally]]) -> None:
    sides, shuffled = both

    assert classed(*sides) is classed(*shuffled)
    assert order_key(classed(*sides), sides) == pytest.approx(order_key(classed(*shuffled), shuffled))


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_at_full_turnout_more_agreement_never_unsettles_what_a_side_holds(
    agree: int, disagree: int, unsure: int
) -> None:
    members = agree + disagree + unsure
    if verdict(Tally(agree, disagree, unsure, members)) is HOLDS:
        assert verdict(Tally(agree + 1, disagree, unsure, members + 1)) is HOLDS
        if disagree:
            assert verdict(Tally(agree + 1, disagree - 1, unsure, members)) is HOLDS


@given(tallies())
def test_unsure_never_makes_a_side_hold_what_it_did_not(tally: Tally) -> None:
    more = Tally(tally.agree, tally.disagree, tally.unsure + 1, tally.members + 1)

    if verdict(tally) is UNSETTLED:
        assert verdict(more) is UNSETTLED


@given(st.lists(tallies(), min_size=1, max_size=4))
def test_the_consensus_is_a_probability_and_falls_with_each_side(sides: list[Tally]) -> None:
    assert 0 < group_informed_consensus(sides) < 1
    assert group_informed_consensus([*sides, Tally(1, 1, 0, 2)]) < group_informed_consensus(sides)
