"""Words as shapes: set in lines, and placed in a drawing."""

from enum import Enum, auto

from bot.render.picture.fonts import BOLD, REGULAR
from bot.render.picture.shapes import Colour, Text, TextLine, TextRun
from bot.render.picture.typesetting.lines import SetLine, set_lines

LINE_HEIGHT = 1.3
"""How far apart baselines are, in sizes."""


class Align(Enum):
    """How lines stand to their x."""

    START = auto()
    MIDDLE = auto()
    END = auto()
    READING = auto()
    """They begin at x, or at the far end of their room where they are read the other way than the picture."""


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    colour: Colour,
    *,
    room: float = 10_000,
    most: int = 1,
    bold: bool = False,
    align: Align = Align.START,
    from_the_right: bool = False,
) -> Text:
    """Words in at most `most` lines of the width `room`, the first on the baseline y. No words make no lines.

    `from_the_right`: the picture will be mirrored, for those who read so.
    """
    weight = BOLD if bold else REGULAR
    lines = tuple(
        _placed(line, _start(line, x, room, align, from_the_right), y + number * size * LINE_HEIGHT)
        for number, line in enumerate(set_lines(words, size, room, most, weight))
    )
    return Text(lines, size, weight, colour)


def _start(line: SetLine, x: float, room: float, align: Align, from_the_right: bool) -> float:
    match align:
        case Align.MIDDLE:
            return x - line.width / 2
        case Align.END:
            return x - line.width
        case Align.READING if line.right_to_left is not from_the_right:
            return x + room - line.width
        case _:
            return x


def _placed(line: SetLine, x: float, y: float) -> TextLine:
    return TextLine(y, tuple(TextRun(run.text, run.font, x + run.x, run.width) for run in line.runs))
