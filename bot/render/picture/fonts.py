"""The fonts of a picture: Noto, as files in packages that are installed with Crux.

Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Han, Kana and emoji come with the simulated Discord of the demo,
Hangul with a package of its own. All are under the SIL Open Font License.
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

    Fonts are compared by identity: they are keys of caches that are read for every letter.
    """

    family: str
    package: str
    path: str
    index: int = 0

    @property
    def file(self) -> Path:
        """The path of the file on this machine. Raises FontMissing."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FontMissing(f"{self.family}: the package {self.package} is not installed")
        return Path(spec.origin).parent / self.path


class FontMissing(Exception):
    """A font that belongs to the installation is not there; the message says which."""


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
