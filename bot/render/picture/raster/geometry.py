"""Points and boxes in pixels."""

from collections.abc import Sequence

from bot.render.picture.shapes import Point

OVERSAMPLING = 4
"""What is slanted or round is painted so many times as large, and then reduced, which smooths its edges."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom; the last two are exclusive."""


def tenth(length: float) -> float:
    """A length as it is in the SVG, so that both show the same."""
    return round(length, 1)


def tenths(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points as they are in the SVG."""
    return tuple((tenth(x), tenth(y)) for x, y in points)


def box_around(points: Sequence[Point], margin: float) -> Box:
    """The pixels around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (
        int(min(xs) - margin) - 1,
        int(min(ys) - margin) - 1,
        int(max(xs) + margin) + 2,
        int(max(ys) + margin) + 2,
    )


def oversampled(points: Sequence[Point], box: Box) -> list[Point]:
    """Points of the picture as points of the mask of a box."""
    return [(OVERSAMPLING * (x - box[0]), OVERSAMPLING * (y - box[1])) for x, y in points]


def square_around(centre: Point, reach: float) -> tuple[float, float, float, float]:
    """The square in which Pillow paints a circle; its right and lower edges are inclusive."""
    return centre[0] - reach, centre[1] - reach, centre[0] + reach - 1, centre[1] + reach - 1
