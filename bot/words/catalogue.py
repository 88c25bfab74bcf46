"""Messages and the languages they are said in.

The message in the code is the English one, with named fields: `say("{name} left the side", name=name)`. Babel extracts
the arguments of `say`, `count` and `message` into the template that translators start from (`make words`).
"""

import re
from collections.abc import Mapping
from gettext import NullTranslations

from bot.words.directions import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    Words,
    begun,
    has_right_to_left,
    isolated,
    with_isolates,
)
from bot.words.language import Direction


class Catalogue:
    """The messages of one language.

    With a direction, what their fields are filled with is isolated where it runs the other way.
    """

    def __init__(self, translations: NullTranslations | None = None, direction: Direction | None = None) -> None:
        self.translations = translations or NullTranslations()
        self.direction = direction
        self._without_fields: dict[str, str] = {}

    def say(self, message: str, /, **fields: object) -> str:
        """The message in this language, with its fields filled in."""
        if (same := self._without_fields.get(message)) is not None:
            return same
        said = self._said(self.translations.gettext(message), fields)
        if "{" not in message:  # a label is always the same, and hardly anything is said more often
            self._without_fields[message] = said
        return said

    def count(self, one: str, many: str, number: int, /, **fields: object) -> str:
        """The message in the plural form that the number asks for; the number is its field `{number}`."""
        return self._said(self.translations.ngettext(one, many, number), {**fields, "number": number})

    def isolated(self, words: Words) -> Words:
        """Words as they can stand within a sentence of this language."""
        return words if self.direction is None else isolated(words, self.direction)

    def begun(self, sentence: Words) -> Words:
        """A sentence with a mark before it, where its first word runs the other way than this language."""
        return sentence if self.direction is None else begun(sentence, self.direction)

    def _said(self, text: str, fields: Mapping[str, object]) -> str:
        if self.direction is not Direction.RIGHT_TO_LEFT:
            said = self.filled(text, fields)
            # Hardly anything else is asked for more often, and hardly any of it has letters that run from the right.
            if self.direction is None or not has_right_to_left(said):
                return said
        return self._directed(text, fields, self.direction)

    def _directed(self, text: str, fields: Mapping[str, object], direction: Direction) -> str:
        if direction is Direction.RIGHT_TO_LEFT:
            text = _with_isolated_ways(with_isolates(text), fields)
        words = {name: isolated(value, direction) for name, value in fields.items() if isinstance(value, str)}
        return begun(self.filled(text, {**fields, **words}), direction)

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        """A text with its fields; a catalogue for a markup language escapes them here."""
        return text.format(**fields)


_WAY = re.compile(r"`?\{ways\.(\w+)\}`?")


def _with_isolated_ways(text: str, fields: Mapping[str, object]) -> str:
    """The text with the ways in it isolated where they are commands, so that their slash stays in front of them.

    Signs of code around one stay beside it: what is copied from between them is the command alone.
    """
    ways = fields.get("ways")
    return _WAY.sub(lambda way: _way(way, getattr(ways, way[1], "")), text)


def _way(field: re.Match[str], way: str) -> str:
    is_command = way.startswith(("/", "<", "`"))
    return f"{FIRST_STRONG_ISOLATE}{field[0]}{POP_ISOLATE}" if is_command else field[0]


def message(text: str) -> str:
    """Mark a message that stands in a table and is said later, so that it is extracted."""
    return text


ENGLISH = Catalogue()
"""The language that the messages are written in, as files and terminals have it: nothing in it is isolated.

The others are read by `bot/words/translations.py`.
"""
