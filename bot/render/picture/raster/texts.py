"""Paints text letter by letter."""

from functools import lru_cache

from PIL import ImageColor

from bot.render.picture.fonts import HAN, LATIN
from bot.render.picture.raster.canvas import Canvas
from bot.render.picture.raster.geometry import tenth
from bot.render.picture.raster.glyphs import SUBPIXELS, glyph
from bot.render.picture.shapes import Text, TextRun
from bot.render.picture.shaping import letter_positions

_FONTS = (LATIN, HAN)
"""Fonts without colours, of scripts in which no letter changes with its neighbours."""


class UnsupportedScript(Exception):
    """A text cannot be set letter by letter; the message names its font."""


def paint_text(canvas: Canvas, text: Text) -> None:
    """Paint lines of text. Raises UnsupportedScript."""
    for line in text.lines:
        for run in line.runs:
            _paint_run(canvas, text, round(tenth(line.y)), run)


def _paint_run(canvas: Canvas, text: Text, y: int, run: TextRun) -> None:
    positions = letter_positions(run.text, run.font, text.weight) if run.font in _FONTS else None
    if positions is None:
        raise UnsupportedScript(run.font.family)
    x, size, colour = tenth(run.x), tenth(text.size), _colour(text.colour)
    for letters, offset in positions:
        pixel, subpixel = divmod(round(SUBPIXELS * (x + offset * size)), SUBPIXELS)
        drawn = glyph(run.font, size, text.weight, letters, subpixel)
        if drawn is not None:
            left, top = pixel + drawn.left, y + drawn.top
            canvas.image.paste(colour, (left, top, left + drawn.mask.width, top + drawn.mask.height), drawn.mask)


@lru_cache(maxsize=256)
def _colour(colour: str) -> tuple[int, ...]:
    return ImageColor.getrgb(colour)
