"""What the estimates of a closing come to, and what of them is left unsaid."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from bot.ledger.estimates import ENOUGH, Estimate, Pair, Phase, Tally, pairs, tallied

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def given(*numbers: tuple[int | None, int | None], shown: Iterable[int] = ()) -> list[Estimate]:
    """The estimates of people 1, 2, 3 …: what each put before and after."""
    return [
        Estimate(person, phase, percent, person in shown, NOON)
        for person, both in enumerate(numbers, 1)
        for phase, percent in zip(Phase, both, strict=True)
        if percent is not None
    ]


FIVE = ((20, 60), (30, 45), (50, 55), (70, 60), (80, 10))


def test_people_move_by_ten_points_towards_yes_or_no() -> None:
    assert tallied(given(*FIVE)) == Tally(5, 0, 0, 2, 2, 1, 50, 55)
    assert tallied(given(*[(40, 49)] * 5)) == Tally(5, 0, 0, 0, 0, 5, 40, 50)
    assert tallied(given(*[(40, 50)] * 5)) == Tally(5, 0, 0, 5, 0, 0, 40, 50)


def test_who_put_only_one_of_the_two_is_counted_apart() -> None:
    tally = tallied(given(*FIVE, (10, None), (None, 90), (None, 95)))

    assert (tally.both, tally.only_before, tally.only_after) == (5, 1, 2)


def test_with_fewer_than_five_sealed_pairs_nothing_is_said_of_how_people_moved() -> None:
    assert tallied(given(*FIVE[:4])) == Tally(4, 0, 0)
    assert tallied([]) == Tally(0, 0, 0)
    assert ENOUGH == 5


def test_those_that_are_shown_do_not_help_to_work_out_those_that_are_sealed() -> None:
    assert tallied(given(*FIVE, shown={1})) == Tally(5, 0, 0)
    assert tallied(given(*FIVE, (0, 0), shown={1})).towards_yes == 2


def test_where_all_are_shown_nothing_is_left_to_be_worked_out() -> None:
    assert tallied(given(*FIVE[:2], shown={1, 2})) == Tally(2, 0, 0, 2, 0, 0, 25, 50)


def test_a_median_is_rounded_since_it_may_be_one_persons_number() -> None:
    tally = tallied(given(*[(33, 68)] * 5))

    assert (tally.median_before, tally.median_after) == (35, 70)


def test_a_pair_is_shown_only_with_leave_for_both_numbers() -> None:
    before, after = Estimate(1, Phase.BEFORE, 20, False, NOON), Estimate(1, Phase.AFTER, 60, True, NOON)

    assert pairs([before, after]) == (Pair(1, 20, 60, shown=False),)


@pytest.mark.parametrize(
    "numbers",
    [
        (-1, 0, 0),
        (5, 0, 0, 1, 1, 1, 50, 50),
        (5, 0, 0, 5, 0, 0, 50, 101),
        (5, 0, 0, 5, 0, 0),
        (5, 0, 0, 6, -1, 0, 1, 1),
    ],
)
def test_numbers_that_no_estimates_give_are_no_tally(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no tally"):
        Tally(*numbers)
