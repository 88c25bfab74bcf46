"""Drawings as SVG: compared in full with documents that were looked at, and nothing but our own elements in them."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.render.picture.map import debate_map
from bot.render.picture.png import png
from bot.render.picture.shapes import Drawing
from bot.render.picture.svg import svg
from tests.exchange.test_ledger_markdown import hostile
from tests.render.picture.debates import NOON
from tests.render.picture.drawings import DRAWINGS

GOLDEN = Path(__file__).parent / "golden"
NAMESPACE = "{http://www.w3.org/2000/svg}"
DOCUMENT = {"svg", "title", "desc", "defs", "pattern"}
SHAPES = {"path", "circle", "rect", "line", "polygon", "polyline", "text"}


def elements(document: str) -> set[str]:
    return {element.tag.removeprefix(NAMESPACE) for element in ET.fromstring(document).iter()}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_picture_is_the_one_that_was_looked_at(name: str) -> None:
    """`python -m tests.render.picture` draws them anew."""
    assert svg(DRAWINGS[name]) == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "]]>&amp;\x00\u202e", "x" * 300, "家賃" * 150, "\u0301" * 300]
)
def test_hostile_words_stay_text_in_a_picture(words: str) -> None:
    drawing = debate_map(DISCORD, overview(hostile(words.replace("\0", "") or "x"), NOON))

    assert elements(svg(drawing)) <= DOCUMENT | SHAPES
    assert png(drawing).startswith(b"\x89PNG")


def test_characters_that_xml_cannot_hold_are_left_out_of_titles_and_descriptions() -> None:
    root = ET.fromstring(svg(Drawing(10, 10, "Rents\uffff fall", "1 < 2 & 3\x07\ud800", (), ())))

    assert root.attrib["aria-label"] == root.findtext(f"{NAMESPACE}title") == "Rents fall"
    assert root.findtext(f"{NAMESPACE}desc") == "1 < 2 & 3"
