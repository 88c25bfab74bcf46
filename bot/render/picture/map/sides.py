"""A side's badge: a letter in a circle."""

from bot.render.picture.colours import Colours
from bot.render.picture.lettering import Align, text
from bot.render.picture.map.columns import SMALL_SIZE
from bot.render.picture.shapes import Circle, Shape, Stroke
from bot.words.letters import side_letter


def badge(colours: Colours, x: float, y: float, side: int) -> tuple[Shape, Shape]:
    """The badge of a side, with its middle at a point."""
    circle = Circle((x, y), 17, colours.paper, Stroke(colours.ink, 3))
    letter = text(x, y + 9, side_letter(side), SMALL_SIZE, colours.ink, bold=True, align=Align.MIDDLE)
    return circle, letter
