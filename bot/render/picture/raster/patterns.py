"""Areas covered with a pattern."""

from functools import lru_cache

from PIL import Image, ImageDraw

from bot.render.picture.raster.geometry import OVERSAMPLING, Box, square_around
from bot.render.picture.shapes import Dots, Hatching, Pattern


def tiled(pattern: Pattern, box: Box) -> Image.Image:
    """A box covered with a pattern; its tiles begin at the upper left corner of the picture."""
    left, top, right, bottom = box
    tile = _tile(pattern)
    row = _row(tile, left, right - left)
    area = Image.new("RGB", (right - left, bottom - top))
    for y in range(-(top % tile.height), area.height, tile.height):
        area.paste(row, (0, y))
    return area


def _row(tile: Image.Image, left: int, width: int) -> Image.Image:
    row = Image.new("RGB", (width, tile.height))
    for x in range(-(left % tile.width), width, tile.width):
        row.paste(tile, (x, 0))
    return row


@lru_cache(maxsize=16)
def _tile(pattern: Pattern) -> Image.Image:
    """One square of a pattern. It must not be painted on."""
    large = Image.new("RGB", (OVERSAMPLING * pattern.size, OVERSAMPLING * pattern.size), pattern.ground)
    if isinstance(pattern, Hatching):
        _hatch(ImageDraw.Draw(large), pattern)
    else:
        _dot(ImageDraw.Draw(large), pattern)
    return large.reduce(OVERSAMPLING)


def _hatch(draw: ImageDraw.ImageDraw, pattern: Hatching) -> None:
    for stroke in pattern.strokes:
        ends = [(OVERSAMPLING * x, OVERSAMPLING * y) for x, y in stroke]
        draw.line(ends, fill=pattern.colour, width=round(OVERSAMPLING * pattern.width))


def _dot(draw: ImageDraw.ImageDraw, pattern: Dots) -> None:
    middle = OVERSAMPLING * pattern.size / 2
    draw.ellipse(square_around((middle, middle), OVERSAMPLING * pattern.radius), fill=pattern.colour)
