"""Paints polygons."""

from bot.render.picture.raster.canvas import Canvas, new_mask
from bot.render.picture.raster.geometry import box_around, oversampled, tenths
from bot.render.picture.shapes import Polygon


def paint_polygon(canvas: Canvas, polygon: Polygon) -> None:
    """Paint a filled area."""
    points = tenths(polygon.points)
    box = box_around(points, 1)
    mask, draw = new_mask(box)
    draw.polygon(oversampled(points, box), fill=255)
    canvas.fill_through(mask, box, polygon.fill)
