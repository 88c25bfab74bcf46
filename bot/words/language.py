"""The languages that Crux speaks, and which of them a reader is answered in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way a language is written, as HTML names it."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


PluralRule = Callable[[int], int]
"""Which of a language's plural forms a number asks for, counted from 0 in gettext's order."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that people can be answered in."""

    tag: str
    """What BCP 47 calls it, as short as it can be told from the others."""
    name: str
    """What it calls itself."""
    plural: PluralRule
    direction: Direction = Direction.LEFT_TO_RIGHT

    @property
    def primary(self) -> str:
        """The tag's first part: the language without region or script."""
        return self.tag.partition("-")[0]


def _one_and_other(number: int) -> int:
    return int(number != 1)


def _up_to_one_and_other(number: int) -> int:
    return int(number > 1)


def _same_for_all(number: int) -> int:
    return 0


def _arabic(number: int) -> int:
    """Zero, one, two, few, many, other."""
    if number <= 2:
        return number
    if 3 <= number % 100 <= 10:
        return 3
    return 4 if number % 100 >= 11 else 5


ENGLISH = Language("en", "English", _one_and_other)

TRANSLATED = (
    Language("de", "Deutsch", _one_and_other),
    Language("es", "Español", _one_and_other),
    Language("fr", "Français", _up_to_one_and_other),
    Language("pt-BR", "Português (Brasil)", _up_to_one_and_other),
    Language("ja", "日本語", _same_for_all),
    Language("ko", "한국어", _same_for_all),
    Language("ar", "العربية", _arabic, Direction.RIGHT_TO_LEFT),
)
"""The languages with a catalogue."""

LANGUAGES = (ENGLISH, *TRANSLATED)

_BY_PRIMARY = {language.primary: language for language in LANGUAGES}


def language_of(locale: str) -> Language:
    """The language for a reader's locale, whatever its region ("es-419"); English where Crux does not speak it."""
    return _BY_PRIMARY.get(locale.partition("-")[0], ENGLISH)
