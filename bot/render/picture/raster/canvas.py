"""The picture being painted: areas are filled, either directly or through a mask."""

from PIL import Image, ImageDraw

from bot.render.picture.raster.geometry import OVERSAMPLING, Box
from bot.render.picture.raster.patterns import tiled
from bot.render.picture.shapes import Fill


class Canvas:
    """The pixels of a picture."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height))

    def fill(self, left: float, top: float, right: float, bottom: float, fill: Fill) -> None:
        """Fill a rectangle, whose edges are moved to the nearest pixels."""
        box = (round(left), round(top), round(right), round(bottom))
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        self.image.paste(fill if isinstance(fill, str) else tiled(fill, box), box)

    def fill_through(self, mask: Image.Image, box: Box, fill: Fill) -> None:
        """Fill what an oversampled mask of the box covers."""
        self.image.paste(fill if isinstance(fill, str) else tiled(fill, box), box, mask.reduce(OVERSAMPLING))


def new_mask(box: Box) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty mask of a box, oversampled, and what draws on it."""
    mask = Image.new("L", (OVERSAMPLING * (box[2] - box[0]), OVERSAMPLING * (box[3] - box[1])))
    return mask, ImageDraw.Draw(mask)
