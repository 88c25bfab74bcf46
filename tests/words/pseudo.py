"""A language that nobody speaks: English with accents, two fifths longer, so that what is not translated is seen."""

from string import Formatter

from bot.words.catalogue import Catalogue
from bot.words.language import ENGLISH
from bot.words.translations import Translations
from tests.words.catalogues import english, messages, template

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀçđéƒǧħíĵķłɱñóƥɋřšŧúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶŁṀÑÓƤɊŘŠŦÚṼŴẊÝŽ"
)
_VOWELS = frozenset("aeiouyAEIOUY")


def longer(text: str) -> str:
    """The text with its vowels doubled and its letters accented; its fields stay."""
    return "".join(_accented(literal) + _as_it_was(*field) for literal, *field in Formatter().parse(text))


def _accented(literal: str) -> str:
    doubled = "".join(letter * 2 if letter in _VOWELS else letter for letter in literal)
    return doubled.translate(_ACCENTED).replace("{", "{{").replace("}", "}}")


def _as_it_was(name: str | None, form: str | None, conversion: str | None) -> str:
    if name is None:
        return ""
    return "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"


def _translations() -> Translations:
    of_each = (english(message) for message in messages(template()).values())
    return Translations({forms[0]: tuple(map(longer, forms)) for forms in of_each}, ENGLISH.plural)


PSEUDO = Catalogue(_translations())
