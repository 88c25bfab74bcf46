"""Drawings as PNG: complete, with all of it inside the edges."""

import io

import pytest
from PIL import Image

from bot.render.picture.map.columns import WIDTH
from bot.render.picture.png import encoded, png
from tests.render.picture.drawings import DRAWINGS


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_picture_has_all_its_pixels_and_nothing_touches_its_edges(name: str) -> None:
    drawing = DRAWINGS[name]
    painted = Image.open(io.BytesIO(png(drawing))).convert("RGB")

    assert painted.size == (drawing.width, drawing.height)
    assert painted.width == WIDTH
    paper = painted.getpixel((2, 2))
    edges = [painted.getpixel((x, y)) for x in (0, WIDTH - 1) for y in range(painted.height)]
    assert set(edges) == {paper}, "nothing is cut off at the sides"
    assert len(painted.getcolors(1 << 24) or ()) > 10


def test_an_image_is_the_same_after_it_was_encoded() -> None:
    image = Image.effect_mandelbrot((61, 37), (-2, -1, 1, 1), 20).convert("RGB")

    decoded = Image.open(io.BytesIO(encoded(image)))

    assert decoded.mode == "RGB"
    assert decoded.size == image.size
    assert decoded.tobytes() == image.tobytes()
