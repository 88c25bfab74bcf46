"""Paints rectangles."""

from collections.abc import Sequence

from bot.render.picture.raster.canvas import Canvas, new_mask
from bot.render.picture.raster.geometry import OVERSAMPLING, Box, box_around, oversampled, tenth
from bot.render.picture.raster.strokes import paint_along_axes, paint_with_smooth_edges
from bot.render.picture.shapes import Colour, Fill, Point, Rectangle, Stroke


def paint_rectangle(canvas: Canvas, rectangle: Rectangle) -> None:
    """Paint a rectangle, with rounded corners where it has a radius."""
    x, y, width, height = map(tenth, (rectangle.x, rectangle.y, rectangle.width, rectangle.height))
    corners = ((x, y), (x + width, y + height))
    if rectangle.radius:
        _paint_rounded(canvas, corners, tenth(rectangle.radius), rectangle.fill, rectangle.stroke)
    else:
        _paint_square(canvas, corners, rectangle.fill, rectangle.stroke)


def _paint_square(canvas: Canvas, corners: tuple[Point, Point], fill: Fill | None, stroke: Stroke | None) -> None:
    (left, top), (right, bottom) = corners
    if fill is not None:
        canvas.fill(left, top, right, bottom, fill)
    if stroke is not None:
        outline = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        paint_along_axes(canvas, outline, stroke)


def _paint_rounded(
    canvas: Canvas, corners: tuple[Point, Point], radius: float, fill: Fill | None, stroke: Stroke | None
) -> None:
    if fill is not None:
        box = box_around(corners, 1)
        mask, draw = new_mask(box)
        draw.rounded_rectangle(oversampled(corners, box), OVERSAMPLING * radius, fill=255)
        canvas.fill_through(mask, box, fill)
    if stroke is None:
        return
    if stroke.dashes:
        paint_with_smooth_edges(canvas, _rounded_path(corners, radius), stroke)
    else:
        _paint_frame(canvas, corners, radius, tenth(stroke.width) / 2, stroke.colour)


def _paint_frame(canvas: Canvas, corners: tuple[Point, Point], radius: float, half: float, colour: Colour) -> None:
    """Paint an outline that reaches so far to both sides of a rectangle's edge."""
    (left, top), (right, bottom) = corners
    outer = ((left - half, top - half), (right + half, bottom + half))
    inner = ((left + half, top + half), (right - half, bottom - half))
    for box in _frame_boxes(box_around(outer, 1), int(radius + half) + 3):
        mask, draw = new_mask(box)
        draw.rounded_rectangle(oversampled(outer, box), OVERSAMPLING * (radius + half), fill=255)
        draw.rounded_rectangle(oversampled(inner, box), OVERSAMPLING * max(0.0, radius - half), fill=0)
        canvas.fill_through(mask, box, colour)


def _frame_boxes(box: Box, reach: int) -> Sequence[Box]:
    """The boxes in which a frame lies: the inside of a large one is left out, which saves time."""
    left, top, right, bottom = box
    if right - left <= 2 * reach or bottom - top <= 2 * reach:
        return [box]
    return [
        (left, top, right, top + reach),
        (left, bottom - reach, right, bottom),
        (left, top + reach, left + reach, bottom - reach),
        (right - reach, top + reach, right, bottom - reach),
    ]


def _rounded_path(corners: tuple[Point, Point], radius: float) -> Sequence[Point]:
    """The way around a rectangle from its upper left, with each corner cut in two."""
    (left, top), (right, bottom) = corners
    cut = radius * 0.3
    return [
        (left + radius, top),
        (right - radius, top),
        (right - cut, top + cut),
        (right, top + radius),
        (right, bottom - radius),
        (right - cut, bottom - cut),
        (right - radius, bottom),
        (left + radius, bottom),
        (left + cut, bottom - cut),
        (left, bottom - radius),
        (left, top + radius),
        (left + cut, top + cut),
        (left + radius, top),
    ]
