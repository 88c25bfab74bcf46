"""Text shaped with HarfBuzz: how wide it is, and where its letters stand."""

from functools import cache
from itertools import pairwise
from unicodedata import normalize

import uharfbuzz as hb

from bot.render.picture.fonts import REGULAR, FontFile, face


def width(text: str, font: FontFile, size: float, weight: int = REGULAR) -> float:
    """How wide a text of one font and one direction is, in the units of `size`."""
    glyphs = _shaped(text, font, weight).glyph_positions
    advance = sum(glyph.x_advance for glyph in glyphs or ())
    return float(advance / face(font).upem) * size


def letter_positions(text: str, font: FontFile, weight: int) -> list[tuple[str, float]] | None:
    """The letters of a text and how far from its beginning each stands, as a part of the size; ligatures stay together.

    None where letters change with their neighbours, as in scripts in which they join, reorder or stack.
    """
    buffer, upem = _shaped(text, font, weight), face(font).upem
    starts: dict[int, tuple[float, int]] = {}
    x = 0
    for info, position in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
        if position.x_offset or position.y_offset or info.cluster in starts:
            return None
        starts[info.cluster] = x / upem, info.codepoint
        x += position.x_advance
    glyphs = []
    for start, end in pairwise((*sorted(starts), len(text))):
        letters = normalize("NFC", text[start:end])
        offset, glyph = starts[start]
        if not _stands_alone(letters, glyph, font, weight):
            return None
        glyphs.append((letters, offset))
    return glyphs


def _stands_alone(letters: str, glyph: int, font: FontFile, weight: int) -> bool:
    """Whether letters look the same without their neighbours."""
    # The Latin letters of a ligature, as in "office", can stand side by side as well.
    return letters.isascii() or (len(letters) == 1 and _shaper(font, weight).get_nominal_glyph(ord(letters)) == glyph)


@cache
def _shaper(font: FontFile, weight: int) -> hb.Font:
    shaper = hb.Font(face(font))
    shaper.set_variations({"wght": weight})
    return shaper


def _shaped(text: str, font: FontFile, weight: int) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_shaper(font, weight), buffer)
    return buffer
