"""Drawings are values, and complete in themselves."""

from collections.abc import Iterator
from typing import get_args

import pytest

from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.render.picture.map import debate_map
from bot.render.picture.shapes import Circle, Drawing, Pattern, Polygon, Rectangle, Shape
from tests.render.picture.debates import LEDGERS, NOON
from tests.render.picture.drawings import DRAWINGS, MAPS
from tests.render.picture.raster.test_raster import SHAPES


def patterns_used(drawing: Drawing) -> Iterator[Pattern]:
    for shape in drawing.shapes:
        if isinstance(shape, Rectangle | Polygon | Circle) and isinstance(shape.fill, Pattern):
            yield shape.fill


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_the_same_debate_gives_the_same_drawing(name: str) -> None:
    drawing = debate_map(DISCORD, overview(LEDGERS[name], NOON))

    assert drawing == MAPS[f"map-{name}"]
    assert hash(drawing) == hash(MAPS[f"map-{name}"])


def test_a_drawing_uses_only_the_patterns_that_it_defines() -> None:
    used = {name: set(patterns_used(drawing)) for name, drawing in DRAWINGS.items()}

    assert all(used[name] <= set(DRAWINGS[name].patterns) for name in used)
    assert used["map-light"] == set(DRAWINGS["map-light"].patterns)


def test_each_kind_of_shape_is_compared_with_resvg() -> None:
    assert {type(shape) for shape in SHAPES.values()} == set(get_args(Shape))
