"""The quick rasteriser paints what the one that knows all of SVG paints, or leaves it to that one."""

import io

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from bot.render.picture import png, raster, svg
from bot.render.picture.colours import DARK, LIGHT, patterns
from tests.render.picture.test_map import DRAWN

WIDTH, HEIGHT = 240, 120
HATCHED, DOTTED = f"url(#{LIGHT.name}-disagree)", f"url(#{LIGHT.name}-unsure)"

PIECES = {
    "a box with a border": svg.box(20, 20, 100.4, 60.6, LIGHT.agree, stroke=LIGHT.ink, thick=4),
    "a hatched box": svg.box(20, 20, 133.3, 60, HATCHED, stroke=LIGHT.disagree_line),
    "a dotted box": svg.box(33, 17, 130, 70, DOTTED, stroke=LIGHT.unsure_dot),
    "a box with a broken border": svg.box(20, 20, 150, 60, stroke=LIGHT.ink, thick=4, dashes="16 10"),
    "a filled tab": svg.box(20, 20, 150, 38, LIGHT.ink, stroke=LIGHT.ink, round_by=6),
    "a frame": svg.box(10, 10, 200, 90, stroke=LIGHT.ink, thick=6, round_by=10),
    "a small frame": svg.box(100, 40, 26, 26, stroke=LIGHT.ink, thick=4, round_by=10),
    "a broken frame": svg.box(10, 10, 200, 90, stroke=LIGHT.ink, thick=4, dashes="16 10", round_by=10),
    "a line": svg.line(10, 40, 200, 40, LIGHT.ink, thick=3),
    "a broken line": svg.line(10, 40, 200, 40, LIGHT.ink, thick=5, dashes="10 8"),
    "a dotted line downwards": svg.line(60, 5, 60, 110, LIGHT.ink, dashes="3 7"),
    "a slanted line": svg.line(10, 100, 200, 20, LIGHT.ink, thick=4),
    "a circle": svg.circle(60, 60, 17, LIGHT.paper, stroke=LIGHT.ink, thick=3),
    "a disc": svg.circle(60, 60, 40, LIGHT.agree),
    "an arrow's head": svg.shape(((100, 60), (78, 48), (78, 72)), LIGHT.ink),
    "a hatched shape": svg.shape(((10, 100), (10, 60), (90, 60), (90, 20), (200, 20), (200, 100)), HATCHED),
    "steps": svg.trace(((10, 100), (90, 100), (90, 60), (200, 60), (200, 20)), LIGHT.agree, thick=3),
    "a tick": svg.trace(((60, 60), (67, 68), (80, 51)), LIGHT.ink, thick=4),
    "words": svg.word(10, 60, "Rents fall", 33, LIGHT.ink),
    "bold words": svg.word(10, 60, "AVATAR Ty 128", 28, LIGHT.agree, bold=True),
    "words with letters set as one": svg.word(10, 60, "office cafe\u0301", 33, LIGHT.ink),
    "words of other letters": svg.word(10, 60, "Ένα Ещё één", 28, LIGHT.ink),
    "Han and Hangul": svg.word(10, 60, "住房 주택 かな", 28, LIGHT.ink),
}


def drawing(*parts: str) -> str:
    paper = svg.box(0, 0, WIDTH, HEIGHT, LIGHT.paper)
    return svg.document(WIDTH, HEIGHT, "a drawing", "", (patterns(LIGHT), patterns(DARK), paper, *parts))


def decoded(painted: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(painted))
    image.load()
    return image.convert("RGB")


def difference(drawn: str) -> tuple[float, float]:
    """How far the two paintings are apart, of 255: on the whole, and at the spot where they are furthest apart."""
    quick, thorough = decoded(raster.painted(drawn)), decoded(png.of_any_script(drawn))
    assert quick.size == thorough.size
    apart = ImageChops.difference(quick, thorough).convert("L")
    # An edge may lie half a pixel aside: what counts is what the eye sees of a spot.
    spots = ImageChops.difference(*(each.filter(ImageFilter.BoxBlur(4)).convert("L") for each in (quick, thorough)))
    return ImageStat.Stat(apart).mean[0], spots.getextrema()[1]


@pytest.mark.parametrize("name", PIECES)
def test_each_piece_is_painted_as_the_other_rasteriser_paints_it(name: str) -> None:
    mean, furthest = difference(drawing(PIECES[name]))

    assert mean < 3.0
    assert furthest < 48


@pytest.mark.parametrize("name", [name for name in DRAWN if name != "map-scripts"])
def test_pictures_are_painted_as_the_other_rasteriser_paints_them(name: str) -> None:
    mean, furthest = difference(DRAWN[name])

    assert mean < 4.0
    assert furthest < 48


@pytest.mark.parametrize("words", ["שלום", "سلام", "नमस्ते", "🏠"])
def test_scripts_that_are_not_set_letter_by_letter_are_left_to_the_other_rasteriser(words: str) -> None:
    drawn = drawing(svg.word(10, 60, words, 28, LIGHT.ink))

    with pytest.raises(raster.NotPaintable):
        raster.painted(drawn)
    assert png.png(drawn) == png.of_any_script(drawn)


def test_what_is_not_ours_is_left_to_the_other_rasteriser() -> None:
    with pytest.raises(raster.NotPaintable):
        raster.painted(drawing('<ellipse cx="50" cy="50" rx="20" ry="10"/>'))
