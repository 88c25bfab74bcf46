"""Messages and the languages they are said in.

The message in the code is the English one, with named fields: `say("{name} left the side", name=name)`. Babel extracts
the arguments of `say`, `count` and `message` into the template that translators start from (`make words`).
"""

from collections.abc import Mapping
from gettext import NullTranslations


class Catalogue:
    """The messages of one language."""

    def __init__(self, translations: NullTranslations | None = None) -> None:
        self.translations = translations or NullTranslations()

    def say(self, message: str, /, **fields: object) -> str:
        """The message in this language, with its fields filled in."""
        return self.filled(self.translations.gettext(message), fields)

    def count(self, one: str, many: str, number: int, /, **fields: object) -> str:
        """The message in the plural form that the number asks for; the number is its field `{number}`."""
        return self.filled(self.translations.ngettext(one, many, number), {**fields, "number": number})

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        """A text with its fields; a catalogue for a markup language escapes them here."""
        return text.format(**fields)


def message(text: str) -> str:
    """Mark a message that stands in a table and is said later, so that it is extracted."""
    return text


ENGLISH = Catalogue()
"""The language that the messages are written in; the others are read by `bot/words/translations.py`."""
