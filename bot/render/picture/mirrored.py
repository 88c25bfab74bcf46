"""A drawing as those see it who read from the right: what stood at its left end stands at its right one.

Words are not turned round: each line stands where the mirror has it, with its letters as they were. A sign that has to
keep its sides, such as a tick, is drawn the other way before.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from bot.render.picture.shapes import (
    Circle,
    Drawing,
    Line,
    Point,
    Polygon,
    Polyline,
    Rectangle,
    Shape,
    Text,
    TextLine,
)

_Mirror = Callable[[float], float]
"""Where something stands that stood so far from the left end."""


def mirrored(drawing: Drawing) -> Drawing:
    """The drawing with left and right exchanged, but for its words."""
    shapes = tuple(_mirrored(shape, lambda x: drawing.width - x) for shape in drawing.shapes)
    return replace(drawing, shapes=shapes)


def _mirrored(shape: Shape, at: _Mirror) -> Shape:
    match shape:
        case Rectangle():
            return replace(shape, x=at(shape.x + shape.width))
        case Line():
            return replace(shape, start=_point(shape.start, at), end=_point(shape.end, at))
        case Polyline() | Polygon():
            return replace(shape, points=tuple(_point(point, at) for point in shape.points))
        case Circle():
            return replace(shape, centre=_point(shape.centre, at))
        case Text():
            return replace(shape, lines=tuple(_line(line, at) for line in shape.lines))
        case _:
            assert_never(shape)


def _point(point: Point, at: _Mirror) -> Point:
    return at(point[0]), point[1]


def _line(line: TextLine, at: _Mirror) -> TextLine:
    """The line with its right end where its left one is seen in the mirror."""
    if not line.runs:
        return line
    first, last = line.runs[0], line.runs[-1]
    away = at(last.x + last.width) - first.x
    return replace(line, runs=tuple(replace(run, x=run.x + away) for run in line.runs))
