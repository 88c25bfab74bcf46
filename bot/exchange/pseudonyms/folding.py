"""Text as it is compared with names: without case, diacritics, width, and characters that nobody sees.

Each character of the folded text knows its place in the text, so that what is found there is replaced here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import punctuation
from unicodedata import category, decimal, normalize

_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
"""Diacritics and what joins letters, what steers directions, and what controls a terminal."""
_FILLERS = frozenset("\u0640\u115f\u1160\u3164\uffa0")
"""Letters by their category that are only stretched or empty space: the Arabic tatweel, the fillers of Hangul."""
_PLAIN = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"},
        **{"æ": "ae", "œ": "oe", "þ": "th", "ى": "ي", "ة": "ه", "。": ".", "｡": "."},
    }
)
"""What Unicode does not decompose, though it is written without its stroke, its dots or its ligature as well."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text (in NFC), how it folds, and the place in the text of each folded character."""

    original: str
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where that part of the folded text stands in the text, with what is unseen within it and behind it."""
        behind = self.places[end] if end < len(self.places) else len(self.original)
        return self.places[start], max(behind, self.places[end - 1] + 1)


def folded(text: str) -> Folded:
    """The text folded."""
    if text.isascii() and text.isprintable() and "\\" not in text:
        return Folded(text, text.lower(), range(len(text)))
    original = normalize("NFC", text)
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        if character == "\\" and original[place + 1 : place + 2] in _ESCAPABLE:
            continue
        plain = _plain(character)
        characters.append(plain)
        places += [place] * len(plain)
    return Folded(original, "".join(characters), places)


_ESCAPABLE = frozenset(punctuation)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in "\t\n\r":
        return character
    if (digit := decimal(character, None)) is not None:
        return str(digit)
    seen = (c for c in normalize("NFKD", character) if category(c) not in _UNSEEN and c not in _FILLERS)
    # Composed again: a syllable of Hangul is one letter here, not three.
    return normalize("NFC", "".join(seen)).casefold().translate(_PLAIN)
