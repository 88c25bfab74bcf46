"""What is painted here looks as resvg renders it; what cannot be is left to resvg."""

import io

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from bot.render.picture import raster
from bot.render.picture.colours import DARK, LIGHT
from bot.render.picture.lettering import text
from bot.render.picture.png import painted_by_resvg, png
from bot.render.picture.shapes import Circle, Drawing, Line, Polygon, Polyline, Rectangle, Shape, Stroke
from tests.render.picture.drawings import DRAWINGS

WIDTH, HEIGHT = 240, 120
INK, BLUE = LIGHT.ink, LIGHT.agree
HATCHED, DOTTED = LIGHT.disagree_pattern, LIGHT.unsure_pattern

SHAPES: dict[str, Shape] = {
    "a box with a border": Rectangle(20, 20, 100.4, 60.6, BLUE, Stroke(INK, 4)),
    "a hatched box": Rectangle(20, 20, 133.3, 60, HATCHED, Stroke(LIGHT.disagree_line)),
    "a dotted box": Rectangle(33, 17, 130, 70, DOTTED, Stroke(LIGHT.unsure_dot)),
    "a box with a dashed border": Rectangle(20, 20, 150, 60, stroke=Stroke(INK, 4, (16, 10))),
    "a filled tab": Rectangle(20, 20, 150, 38, INK, Stroke(INK), radius=6),
    "a hatched tab": Rectangle(20, 20, 150, 38, HATCHED, radius=6),
    "a frame": Rectangle(10, 10, 200, 90, stroke=Stroke(INK, 6), radius=10),
    "a small frame": Rectangle(100, 40, 26, 26, stroke=Stroke(INK, 4), radius=10),
    "a dashed frame": Rectangle(10, 10, 200, 90, stroke=Stroke(INK, 4, (16, 10)), radius=10),
    "a line": Line((10, 40), (200, 40), Stroke(INK, 3)),
    "a dashed line": Line((10, 40), (200, 40), Stroke(INK, 5, (10, 8))),
    "a dotted line downwards": Line((60, 5), (60, 110), Stroke(INK, dashes=(3, 7))),
    "a slanted line": Line((10, 100), (200, 20), Stroke(INK, 4)),
    "a circle": Circle((60, 60), 17, LIGHT.paper, Stroke(INK, 3)),
    "a disc": Circle((60, 60), 40, BLUE),
    "an arrow's head": Polygon(((100, 60), (78, 48), (78, 72)), INK),
    "a hatched polygon": Polygon(((10, 100), (10, 60), (90, 60), (90, 20), (200, 20), (200, 100)), HATCHED),
    "steps": Polyline(((10, 100), (90, 100), (90, 60), (200, 60), (200, 20)), Stroke(BLUE, 3)),
    "a tick": Polyline(((60, 60), (67, 68), (80, 51)), Stroke(INK, 4)),
    "words": text(10, 60, "Rents fall", 33, INK),
    "bold words": text(10, 60, "AVATAR Ty 128", 28, BLUE, bold=True),
    "words with ligatures": text(10, 60, "office cafe\u0301", 33, INK),
    "words of other letters": text(10, 60, "Ένα Ещё één", 28, INK),
    "Han and Hangul": text(10, 60, "住房 주택 かな", 28, INK),
    "bold Han and Hangul": text(10, 60, "住房 주택 かな", 28, INK, bold=True),
}


def drawing(shape: Shape) -> Drawing:
    paper = Rectangle(0, 0, WIDTH, HEIGHT, LIGHT.paper)
    return Drawing(WIDTH, HEIGHT, "a drawing", "", LIGHT.patterns + DARK.patterns, (paper, shape))


def difference(drawing: Drawing) -> tuple[float, float]:
    """How far the two paintings are apart, of 255: on average, and at the spot where they are furthest apart."""
    ours = raster.painted(drawing)
    theirs = Image.open(io.BytesIO(painted_by_resvg(drawing))).convert("RGB")
    assert ours.size == theirs.size
    apart = ImageChops.difference(ours, theirs).convert("L")
    # An edge may lie half a pixel aside: what counts is what the eye sees of a spot.
    spots = ImageChops.difference(*(each.filter(ImageFilter.BoxBlur(4)).convert("L") for each in (ours, theirs)))
    return ImageStat.Stat(apart).mean[0], spots.getextrema()[1]


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_painted_as_resvg_renders_it(name: str) -> None:
    mean, furthest = difference(drawing(SHAPES[name]))

    assert mean < 3.0
    assert furthest < 48


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name != "map-scripts"])
def test_pictures_are_painted_as_resvg_renders_them(name: str) -> None:
    mean, furthest = difference(DRAWINGS[name])

    assert mean < 4.0
    assert furthest < 48


@pytest.mark.parametrize("words", ["שלום", "سلام", "नमस्ते", "🏠"])
def test_scripts_that_are_not_set_letter_by_letter_are_left_to_resvg(words: str) -> None:
    drawn = drawing(text(10, 60, words, 28, INK))

    with pytest.raises(raster.UnsupportedScript):
        raster.painted(drawn)
    assert png(drawn) == painted_by_resvg(drawn)
