"""A line through what was measured, and how sure its slope is."""

import pytest

from benchmarks.fits import line


def test_points_on_a_line_give_it_without_error() -> None:
    found = line([0, 1, 2, 3], [5, 7, 9, 11])

    assert (found.intercept, found.slope) == (pytest.approx(5), pytest.approx(2))
    assert found.error == pytest.approx(0)
    assert found.at(10) == pytest.approx(25)
    assert not found.is_flat


def test_the_error_is_the_slopes_standard_error() -> None:
    """By hand: residuals -0.1, 0.3, -0.3, 0.1 leave 0.2 over two degrees of freedom; the xs spread by 5."""
    found = line([0, 1, 2, 3], [0.0, 1.3, 1.6, 2.9])

    assert found.slope == pytest.approx(0.9)
    assert found.error == pytest.approx((0.2 / 2 / 5) ** 0.5)


def test_noise_around_a_level_is_flat() -> None:
    assert line([0, 1, 2, 3, 4, 5], [10, 11, 10, 11, 10, 11]).is_flat


def test_two_points_tell_nothing_of_an_error() -> None:
    with pytest.raises(ValueError, match="at least three points"):
        line([0, 1], [1, 2])
