"""Pieces of an SVG, as text."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from bot.ledger.text import one_line
from bot.render.picture.fonts import BOLD, REGULAR
from bot.render.picture.typesetting import PlacedRun, SetLine, set_lines

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(width: int, height: int, title: str, described: str, parts: Iterable[str]) -> str:
    """A whole picture, with what it shows told in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{_text(one_line(title))}">\n'
        f"<title>{_text(one_line(title))}</title>\n<desc>{_text(described)}</desc>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str = "none",
    *,
    stroke: str | None = None,
    thick: float = 2,
    dashes: str | None = None,
    round_by: float = 0,
) -> str:
    """A rectangle."""
    drawn = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"'
    if round_by:
        drawn += f' rx="{_n(round_by)}"'
    return drawn + _stroked(stroke, thick, dashes) + "/>"


def line(
    x1: float, y1: float, x2: float, y2: float, stroke: str, *, thick: float = 2, dashes: str | None = None
) -> str:
    """A straight line."""
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f"<line {ends}{_stroked(stroke, thick, dashes)}/>"


def circle(x: float, y: float, radius: float, fill: str, *, stroke: str | None = None, thick: float = 2) -> str:
    """A circle."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"{_stroked(stroke, thick, None)}/>'


def shape(points: Sequence[tuple[float, float]], fill: str) -> str:
    """A filled polygon."""
    return f'<polygon points="{_points(points)}" fill="{fill}"/>'


def trace(points: Sequence[tuple[float, float]], stroke: str, *, thick: float = 2, dashes: str | None = None) -> str:
    """A line through points."""
    return f'<polyline points="{_points(points)}" fill="none"{_stroked(stroke, thick, dashes)}/>'


def words(
    x: float,
    y: float,
    text: str,
    size: float,
    fill: str,
    *,
    room: float = 10_000,
    most: int = 1,
    bold: bool = False,
    pitch: float = 1.3,
    at: str = "start",
) -> tuple[str, int]:
    """Words set in lines from the baseline y on, and how many lines they take.

    `at` is start, middle or end of x; "reading" begins at the right end of the room what is read from there.
    """
    weight = BOLD if bold else REGULAR
    lines = set_lines(text, size, room, most, weight)
    drawn = [
        _set(line, _begin(line, x, room, at), y + place * size * pitch, size, weight, fill)
        for place, line in enumerate(lines)
    ]
    return "\n".join(drawn), len(lines)


def word(x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, at: str = "start") -> str:
    """Words on one line that always fit."""
    return words(x, y, text, size, fill, bold=bold, at=at)[0]


def _begin(line: SetLine, x: float, room: float, at: str) -> float:
    if at == "middle":
        return x - line.width / 2
    if at == "end":
        return x - line.width
    return x + room - line.width if line.leftward and at == "reading" else x


def _set(line: SetLine, x: float, y: float, size: float, weight: int, fill: str) -> str:
    return "".join(
        f'<text x="{_n(x + run.x)}" y="{_n(y)}" font-family="{run.font.family}" font-size="{_n(size)}"'
        f' font-weight="{weight}" fill="{fill}"{_length(run)} xml:space="preserve">{_text(run.text)}</text>'
        for run in line.runs
    )


def _length(run: PlacedRun) -> str:
    """The width of a run, for readers whose fonts are others: theirs is fitted into the same room."""
    return f' textLength="{_n(run.width)}" lengthAdjust="spacingAndGlyphs"' if run.text.strip() else ""


def _text(said: str) -> str:
    """Words as text between tags, or in quotes; without the few characters that XML cannot hold at all."""
    return escape(_NOT_IN_XML.sub("", said))


def _stroked(stroke: str | None, thick: float, dashes: str | None) -> str:
    if stroke is None:
        return ""
    return f' stroke="{stroke}" stroke-width="{_n(thick)}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """A number as short as it can be told to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
