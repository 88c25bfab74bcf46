"""A language that nobody speaks: English with accents, two fifths longer, so that what is not translated is seen."""

from string import Formatter

from bot.words.catalogue import Catalogue
from bot.words.language import ENGLISH
from bot.words.translations import Translations
from tests.words.catalogues import english, messages, template

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀçđéƒǧħíĵķłɱñóƥɋřšŧúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶŁṀÑÓƤɊŘŠŦÚṼŴẊÝŽ"
)
_DOUBLED = frozenset("aeiouynlAEIOUYNL")
"""Together about two fifths of a text."""


def longer(text: str) -> str:
    """The text with vowels and liquid letters doubled and all letters accented; its fields stay."""
    return "".join(_accented(literal) + _as_it_was(*field) for literal, *field in Formatter().parse(text))


def _accented(literal: str) -> str:
    doubled = "".join(letter * 2 if letter in _DOUBLED else letter for letter in literal)
    return doubled.translate(_ACCENTED).replace("{", "{{").replace("}", "}}")


def _as_it_was(name: str | None, form: str | None, conversion: str | None) -> str:
    if name is None:
        return ""
    return "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"


def _longer_messages() -> Translations:
    of_each = (english(message) for message in messages(template()).values())
    return Translations({forms[0]: tuple(map(longer, forms)) for forms in of_each}, ENGLISH.plural)


TRANSLATIONS = _longer_messages()
PSEUDO = Catalogue(TRANSLATIONS)
