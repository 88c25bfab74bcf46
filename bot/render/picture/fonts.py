"""The fonts that a picture is set in: Noto, which travels with packages that Crux is installed with.

Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Han, Kana and emoji come with the simulated Discord of the demo,
Hangul with a package of its own. All are under the SIL Open Font License.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import uharfbuzz as hb

REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font by the name that an SVG calls it, and where its file is."""

    family: str
    package: str
    path: str
    index: int = 0

    @property
    def file(self) -> Path:
        """The file on this machine. Raises FontMissing."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FontMissing(f"{self.family}: the package {self.package} is not installed")
        return Path(spec.origin).parent / self.path


class FontMissing(Exception):
    """A font that Crux is installed with is not there; the message says which."""


_SIMULATOR = "preview/static/fonts/"

LATIN = FontFile("Noto Sans", "simcord", f"{_SIMULATOR}noto-sans-latin-v2.015.ttf")
EMOJI = FontFile("Noto Color Emoji", "simcord", f"{_SIMULATOR}noto-color-emoji-v2.051.ttf")
FONTS = (
    LATIN,
    FontFile("Noto Sans Hebrew", "simcord", f"{_SIMULATOR}noto-sans-hebrew-v3.001.ttf"),
    FontFile("Noto Sans Arabic", "simcord", f"{_SIMULATOR}noto-sans-arabic-v2.012.ttf"),
    FontFile("Noto Sans Devanagari", "simcord", f"{_SIMULATOR}noto-sans-devanagari-v2.007.ttf"),
    EMOJI,
    FontFile("Noto Sans SC", "simcord", f"{_SIMULATOR}noto-sans-sc-v2.004.ttf"),
    FontFile("Noto Sans CJK KR", "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", index=1),
)
"""In the order in which they are asked for a character: the first that has it sets it."""


@cache
def _face(font: FontFile) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(font.file), font.index)


@cache
def _characters(font: FontFile) -> hb.Set:
    return _face(font).unicodes


def has(font: FontFile, character: str) -> bool:
    """Whether the font can set a character."""
    return ord(character) in _characters(font)


def fonts_with(character: str) -> Iterator[FontFile]:
    """The fonts that can set a character, the wanted one first."""
    return (font for font in FONTS if has(font, character))


def width(text: str, font: FontFile, size: float, weight: int = REGULAR) -> float:
    """How wide a text of one font and one direction is, in the units of `size`."""
    return _advance(text, font, weight) * size


@cache
def _shaper(font: FontFile, weight: int) -> tuple[hb.Font, int]:
    """A font at a weight, and how many of its units its size is divided into."""
    face = _face(font)
    shaping = hb.Font(face)
    shaping.set_variations({"wght": weight})
    return shaping, face.upem


def _shaped(text: str, font: FontFile, weight: int) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_shaper(font, weight)[0], buffer)
    return buffer


def _advance(text: str, font: FontFile, weight: int) -> float:
    glyphs = _shaped(text, font, weight).glyph_positions
    return float(sum(glyph.x_advance for glyph in glyphs or ())) / _shaper(font, weight)[1]


def placed(text: str, font: FontFile, weight: int) -> list[tuple[str, float]] | None:
    """The letters of a text, and where each stands, in the units of its size; those set as one stay together.

    None where they change with their neighbours, as in scripts whose letters join, reorder or pile up.
    """
    buffer, (shaping, upem) = _shaped(text, font, weight), _shaper(font, weight)
    glyphs = list(zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True))
    begins: dict[int, tuple[float, int]] = {}
    x = 0
    for told, glyph in glyphs:
        if glyph.x_offset or glyph.y_offset or told.cluster in begins:
            return None
        begins[told.cluster] = x / upem, told.codepoint
        x += glyph.x_advance
    found = []
    for place, until in pairwise((*sorted(begins), len(text))):
        letters = normalize("NFC", text[place:until])
        offset, drawn = begins[place]
        plain = len(letters) == 1 and shaping.get_nominal_glyph(ord(letters)) == drawn
        # Latin letters that are set as one, as in "office", can stand one beside the other as well.
        if not plain and not letters.isascii():
            return None
        found.append((letters, offset))
    return found
