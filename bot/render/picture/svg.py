"""Writes a drawing as SVG."""

import re
from collections.abc import Sequence
from html import escape
from typing import assert_never

from bot.ledger.text import one_line
from bot.render.picture.fonts import REGULAR
from bot.render.picture.shapes import (
    Circle,
    Drawing,
    Fill,
    Hatching,
    Line,
    Pattern,
    Point,
    Polygon,
    Polyline,
    Rectangle,
    Shape,
    Stroke,
    Text,
    TextRun,
)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(drawing: Drawing) -> str:
    """The drawing as a document, with its description for those who do not see it."""
    title = _escaped(one_line(drawing.title))
    parts = (_patterns(drawing.patterns), *map(_element, drawing.shapes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}" '
        f'viewBox="0 0 {drawing.width} {drawing.height}" role="img" aria-label="{title}">\n'
        f"<title>{title}</title>\n<desc>{_escaped(drawing.description)}</desc>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _patterns(patterns: Sequence[Pattern]) -> str:
    return f"<defs>{''.join(map(_pattern, patterns))}</defs>"


def _pattern(pattern: Pattern) -> str:
    size = f'width="{pattern.size}" height="{pattern.size}"'
    ground = f'<rect {size} fill="{pattern.ground}"/>'
    motif = (
        _hatches(pattern) if isinstance(pattern, Hatching) else _dot(pattern.size / 2, pattern.radius, pattern.colour)
    )
    return f'<pattern id="{pattern.name}" {size} patternUnits="userSpaceOnUse">{ground}{motif}</pattern>'


def _hatches(pattern: Hatching) -> str:
    path = " ".join(f"M{_point(start)} L{_point(end)}" for start, end in pattern.strokes)
    return f'<path d="{path}"{_stroke(Stroke(pattern.colour, pattern.width))}/>'


def _dot(middle: float, radius: float, colour: str) -> str:
    return f'<circle cx="{_number(middle)}" cy="{_number(middle)}" r="{_number(radius)}" fill="{colour}"/>'


def _element(shape: Shape) -> str:
    match shape:
        case Rectangle():
            return _rectangle(shape)
        case Line():
            return _line(shape)
        case Polyline():
            return f'<polyline points="{_points(shape.points)}" fill="none"{_stroke(shape.stroke)}/>'
        case Polygon():
            return f'<polygon points="{_points(shape.points)}" fill="{_fill(shape.fill)}"/>'
        case Circle():
            return _circle(shape)
        case Text():
            return _text(shape)
        case _:
            assert_never(shape)


def _rectangle(shape: Rectangle) -> str:
    corner = f'x="{_number(shape.x)}" y="{_number(shape.y)}"'
    size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
    radius = f' rx="{_number(shape.radius)}"' if shape.radius else ""
    return f'<rect {corner} {size} fill="{_fill(shape.fill)}"{radius}{_stroke(shape.stroke)}/>'


def _line(shape: Line) -> str:
    (x1, y1), (x2, y2) = shape.start, shape.end
    ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
    return f"<line {ends}{_stroke(shape.stroke)}/>"


def _circle(shape: Circle) -> str:
    x, y = shape.centre
    place = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(shape.radius)}"'
    return f'<circle {place} fill="{_fill(shape.fill)}"{_stroke(shape.stroke)}/>'


def _text(shape: Text) -> str:
    return "\n".join("".join(_run(shape, line.y, run) for run in line.runs) for line in shape.lines)


def _run(shape: Text, y: float, run: TextRun) -> str:
    return (
        f'<text x="{_number(run.x)}" y="{_number(y)}" font-family="{run.font.family}"'
        f' font-size="{_number(shape.size)}"{_weight(shape, run)} fill="{shape.colour}"{_length(run)}'
        f' xml:space="preserve">{_escaped(run.text)}</text>'
    )


def _weight(shape: Text, run: TextRun) -> str:
    """The weight; a font without heavier ones is bold by its outline, which is drawn on both of its sides."""
    growth = run.font.growth(shape.weight)
    if not growth:
        return f' font-weight="{shape.weight}"'
    return f' font-weight="{REGULAR}"{_stroke(Stroke(shape.colour, 2 * growth * shape.size))}'


def _length(run: TextRun) -> str:
    """The width of a run, for viewers with other fonts: theirs is fitted into the same width."""
    return f' textLength="{_number(run.width)}" lengthAdjust="spacingAndGlyphs"' if run.text.strip() else ""


def _fill(fill: Fill | None) -> str:
    if fill is None:
        return "none"
    return fill if isinstance(fill, str) else f"url(#{fill.name})"


def _stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(_number, stroke.dashes))}"' if stroke.dashes else ""
    return f' stroke="{stroke.colour}" stroke-width="{_number(stroke.width)}"{dashes}'


def _points(points: Sequence[Point]) -> str:
    return " ".join(map(_point, points))


def _point(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _escaped(words: str) -> str:
    """Words as text between tags or in quotes, without the few characters that XML cannot hold."""
    return escape(_NOT_IN_XML.sub("", words))


def _number(value: float) -> str:
    """A number to a tenth, as short as possible."""
    return f"{value:.1f}".removesuffix(".0")
