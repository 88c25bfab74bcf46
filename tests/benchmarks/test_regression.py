"""A step back of more than a quarter is found, and noise is no step back."""

import json
from collections.abc import Iterator

import pytest

from benchmarks import regression
from benchmarks.regression import Compared, Try, least_of_tries, ratio


def measuring(*ratios: float) -> tuple[Try, list[int]]:
    """Tries that give these ratios one after the other, and how many rounds each was asked for."""
    left: Iterator[float] = iter(ratios)
    rounds: list[int] = []

    async def measured(count: int) -> float:
        rounds.append(count)
        return next(left)

    return measured, rounds


def test_a_ratio_is_that_of_most_rounds_however_slow_the_machine_was_in_some() -> None:
    assert ratio(floor=[100, 200, 100, 100, 100], ours=[150, 300, 150, 900, 20]) == 1.5


async def test_a_ratio_within_the_limit_is_measured_once() -> None:
    measured, rounds = measuring(1.2)

    assert await least_of_tries(measured, limit=1.25) == 1.2
    assert rounds == [5]


async def test_a_ratio_that_only_noise_made_too_large_passes_in_a_longer_try() -> None:
    measured, rounds = measuring(1.4, 1.3, 1.1)

    assert await least_of_tries(measured, limit=1.25) == 1.1
    assert rounds == [5, 10, 20]


async def test_what_is_too_slow_in_each_try_is_told_by_its_best() -> None:
    measured, rounds = measuring(1.5, 1.4, 1.45)

    assert await least_of_tries(measured, limit=1.25) == 1.4
    assert rounds == [5, 10, 20]


@pytest.mark.parametrize(
    ("now", "slower", "faster"),
    [(1.0, False, True), (1.6, False, False), (2.0, False, False), (2.5, False, False), (2.51, True, False)],
)
def test_a_quarter_is_allowed_and_no_more(now: float, slower: bool, faster: bool) -> None:
    compared = Compared("a click", now, baseline=2.0)

    assert (compared.is_slower, compared.is_faster) == (slower, faster)


def test_on_another_processor_than_the_baselines_more_is_allowed() -> None:
    assert (regression.allowed("A", "A"), regression.allowed("A", "B")) == (1.25, 1.6)


def test_the_report_says_what_to_do_about_a_step_back_and_a_step_ahead() -> None:
    steady, slower, faster = Compared("a", 2.0, 2.0), Compared("b", 2.6, 2.0), Compared("c", 1.5, 2.0)

    assert regression.report([steady, slower, faster]).splitlines() == [
        "processor time, as a ratio to the floor     ratio  baseline  limit",
        "a                                            2.00      2.00   2.50",
        "b                                            2.60      2.00   2.50",
        "c                                            1.50      2.00   2.50",
        "b is slower than its limit, in each of 3 tries: make it faster, or say in the commit why it takes longer "
        "and write the baseline anew (make regression WRITE=1).",
        "c is as much faster: keep that, and write the baseline anew (make regression WRITE=1).",
    ]


def test_the_baseline_that_is_kept_has_a_click_and_a_tag() -> None:
    kept = json.loads(regression.BASELINE.read_bytes())["ratios"]

    assert kept.keys() == {"a stance click", "a tag with its form"}
    assert all(value > 1 for value in kept.values())
