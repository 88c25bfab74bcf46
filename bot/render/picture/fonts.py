"""The fonts of a picture: Noto, under the SIL Open Font License.

Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari and emoji lie beside this module, as their projects release them.
Han, Kana and Hangul come with a package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True, eq=False)
class FontFile:
    """A font: its family name, and where its file is.

    `bold_growth` says by how much of its size the strokes of a font without a bold weight grow on each side to be bold.
    Fonts are compared by identity: they are keys of caches that are read for every letter.
    """

    family: str
    package: str
    path: str
    index: int = 0
    bold_growth: float = 0.0

    @property
    def file(self) -> Path:
        """The path of the file on this machine. Raises FontMissing."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FontMissing(f"{self.family}: the package {self.package} is not installed")
        return Path(spec.origin).parent / self.path

    def growth(self, weight: int) -> float:
        """By how much of their size strokes grow on each side in this weight."""
        return self.bold_growth if weight > REGULAR else 0.0


class FontMissing(Exception):
    """A font that belongs to the installation is not there; the message says which."""


_HERE = "bot.render.picture"

LATIN = FontFile("Noto Sans", _HERE, "noto/NotoSans.ttf")
EMOJI = FontFile("Noto Color Emoji", _HERE, "noto/NotoColorEmoji.ttf")
HAN = FontFile("Noto Sans CJK SC", "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", index=2, bold_growth=0.02)
FONTS = (
    LATIN,
    FontFile("Noto Sans Hebrew", _HERE, "noto/NotoSansHebrew.ttf"),
    FontFile("Noto Sans Arabic", _HERE, "noto/NotoSansArabic.ttf"),
    FontFile("Noto Sans Devanagari", _HERE, "noto/NotoSansDevanagari.ttf"),
    EMOJI,
    HAN,
)
"""In order of preference: a character is set in the first font that has it."""


@cache
def face(font: FontFile) -> hb.Face:
    """The font, loaded. Raises FontMissing."""
    return hb.Face(hb.Blob.from_file_path(font.file), font.index)


@cache
def _characters(font: FontFile) -> hb.Set:
    return face(font).unicodes


def has(font: FontFile, character: str) -> bool:
    """Whether the font has a glyph for a character."""
    return ord(character) in _characters(font)


def fonts_with(character: str) -> Iterator[FontFile]:
    """The fonts that have a glyph for a character, the preferred one first."""
    return (font for font in FONTS if has(font, character))
