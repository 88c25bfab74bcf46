"""Letters as the pixels that they cover."""

from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.render.picture.fonts import FontFile

SUBPIXELS = 4
"""At how many places within a pixel a letter can begin."""


class Glyph(NamedTuple):
    """What letters cover of each pixel, and where that begins from the point where they stand on their line."""

    mask: Image.Image
    left: int
    top: int


@lru_cache(maxsize=8192)
def glyph(font: FontFile, size: float, weight: int, letters: str, subpixel: int) -> Glyph | None:
    """Letters that begin so many subpixels after a pixel does; None where they cover nothing, as a space does."""
    room = int(2 * size) + 4
    area = Image.new("L", (room * (1 + len(letters)) + room, 2 * room))
    place = (room + subpixel / SUBPIXELS, room)
    grown = size * font.growth(weight)
    ImageDraw.Draw(area).text(place, letters, 255, _font(font, size, weight), "ls", stroke_width=grown)
    covered = area.getbbox()
    if covered is None:
        return None
    return Glyph(area.crop(covered), covered[0] - room, covered[1] - room)


@lru_cache(maxsize=64)
def _font(file: FontFile, size: float, weight: int) -> ImageFont.FreeTypeFont:
    """A font of a size and weight. The basic layout is enough: it is HarfBuzz that says where letters stand."""
    font = ImageFont.truetype(str(file.file), size, file.index, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font  # a font of one weight
    font.set_variation_by_axes([weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
    return font
