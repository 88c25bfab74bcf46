"""Paints lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.render.picture.raster.canvas import Canvas, new_mask
from bot.render.picture.raster.geometry import OVERSAMPLING, box_around, oversampled, tenth, tenths
from bot.render.picture.shapes import Point, Polyline, Stroke


def paint_polyline(canvas: Canvas, line: Polyline) -> None:
    """Paint a line through points."""
    points = tenths(line.points)
    if all(start[0] == end[0] or start[1] == end[1] for start, end in pairwise(points)):
        paint_along_axes(canvas, points, line.stroke)
    else:
        paint_with_smooth_edges(canvas, points, line.stroke)


def paint_along_axes(canvas: Canvas, points: Sequence[Point], stroke: Stroke) -> None:
    """Paint a line that is never slanted: each of its segments is a rectangle."""
    half = tenth(stroke.width) / 2
    # Where two segments meet at a corner, each reaches to its outer side.
    overlap = 0.0 if stroke.dashes or len(points) == 2 else half
    for dash in _dashes(points, stroke):
        for (x1, y1), (x2, y2) in pairwise(dash):
            (left, right), (top, bottom) = sorted((x1, x2)), sorted((y1, y2))
            if y1 == y2:
                canvas.fill(left - overlap, top - half, right + overlap, top + half, stroke.colour)
            else:
                canvas.fill(left - half, top - overlap, left + half, bottom + overlap, stroke.colour)


def paint_with_smooth_edges(canvas: Canvas, points: Sequence[Point], stroke: Stroke) -> None:
    """Paint a line of any direction."""
    width = tenth(stroke.width)
    for dash in _dashes(points, stroke):
        box = box_around(dash, width)
        mask, draw = new_mask(box)
        draw.line(oversampled(dash, box), fill=255, width=round(OVERSAMPLING * width), joint="curve")
        canvas.fill_through(mask, box, stroke.colour)


def _dashes(points: Sequence[Point], stroke: Stroke) -> Iterator[Sequence[Point]]:
    """The parts of a line that are painted: all of it, or its dashes without the gaps."""
    if not stroke.dashes:
        yield points
        return
    place, left = 0, tenth(stroke.dashes[0])
    dash = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while length - done > left:
            done += left
            here = (x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length)
            if place % 2 == 0:
                yield [*dash, here]
            place, dash = place + 1, [here]
            left = tenth(stroke.dashes[place % len(stroke.dashes)])
        left -= length - done
        dash.append((x2, y2))
    if place % 2 == 0 and len(dash) > 1:
        yield dash
