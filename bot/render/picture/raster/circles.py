"""Paints circles."""

from bot.render.picture.raster.canvas import Canvas, new_mask
from bot.render.picture.raster.geometry import OVERSAMPLING, box_around, oversampled, square_around, tenth, tenths
from bot.render.picture.shapes import Circle, Fill, Point


def paint_circle(canvas: Canvas, circle: Circle) -> None:
    """Paint a circle: a disc in the colour of its outline, and a smaller one in front of it."""
    (centre,), radius = tenths((circle.centre,)), tenth(circle.radius)
    half = tenth(circle.stroke.width) / 2 if circle.stroke else 0.0
    if circle.stroke:
        _paint_disc(canvas, centre, radius + half, circle.stroke.colour)
    _paint_disc(canvas, centre, radius - half, circle.fill)


def _paint_disc(canvas: Canvas, centre: Point, radius: float, fill: Fill) -> None:
    box = box_around((centre,), radius + 1)
    mask, draw = new_mask(box)
    (middle,) = oversampled((centre,), box)
    draw.ellipse(square_around(middle, OVERSAMPLING * radius), fill=255)
    canvas.fill_through(mask, box, fill)
