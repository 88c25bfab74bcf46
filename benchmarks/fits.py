"""A straight line through what was measured, and how sure its slope is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

CERTAIN = 2
"""A slope of so many of its standard errors is told from none: chance alone gives one in about one case of twenty."""


@dataclass(frozen=True)
class Line:
    """The least squares' line. `error` is the slope's standard error."""

    intercept: float
    slope: float
    error: float

    def at(self, x: float) -> float:
        return self.intercept + self.slope * x

    @property
    def is_flat(self) -> bool:
        """Whether its slope cannot be told from none."""
        return abs(self.slope) <= CERTAIN * self.error


def line(xs: Sequence[float], ys: Sequence[float]) -> Line:
    """The line through at least three points. Raises ValueError where there are fewer."""
    if len(xs) < 3:
        raise ValueError("a line and its error need at least three points")
    slope, intercept = linear_regression(xs, ys)
    left = sum((y - intercept - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    middle = sum(xs) / len(xs)
    spread = sum((x - middle) ** 2 for x in xs)
    return Line(intercept, slope, math.sqrt(left / (len(xs) - 2) / spread))
