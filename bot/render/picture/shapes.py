"""What a picture is made of: typed shapes, which `svg.py` and `png.py` write each in their own way.

Lengths are in pixels from the upper left corner. Both writers round them to a tenth.
"""

from dataclasses import dataclass

from bot.render.picture.fonts import FontFile

Colour = str
"""Six hexadecimal digits behind a #, as in #00568f."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hatching:
    """A pattern of strokes on a ground, repeated in squares of `size`."""

    name: str
    size: int
    ground: Colour
    colour: Colour
    width: float
    strokes: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """A pattern of one dot in the middle of a square, repeated in squares of `size`."""

    name: str
    size: int
    ground: Colour
    colour: Colour
    radius: float


Pattern = Hatching | Dots
Fill = Colour | Pattern


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line or an outline is drawn; `dashes` are the lengths of dashes and gaps in turn."""

    colour: Colour
    width: float = 2
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, with rounded corners where it has a radius."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill | None = None
    stroke: Stroke | None = None
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two points."""

    start: Point
    end: Point
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through several points."""

    points: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled area within several points."""

    points: tuple[Point, ...]
    fill: Fill


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled circle."""

    centre: Point
    radius: float
    fill: Fill
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one font that run in one direction: where their left end is, and how wide they are."""

    text: str
    font: FontFile
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: its baseline, and its runs from left to right."""

    y: float
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text of one size, weight and colour."""

    lines: tuple[TextLine, ...]
    size: float
    weight: int
    colour: Colour


Shape = Rectangle | Line | Polyline | Polygon | Circle | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A complete picture: its shapes from back to front, the patterns they use, and what it shows in words."""

    width: int
    height: int
    title: str
    description: str
    patterns: tuple[Pattern, ...]
    shapes: tuple[Shape, ...]
