"""What the messages are called in another language: catalogues in gettext's text form, read when first asked for."""

import re
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from importlib.resources import files

from bot.words.catalogue import ENGLISH as IN_ENGLISH
from bot.words.catalogue import Catalogue
from bot.words.language import ENGLISH, Language, PluralRule

Forms = Mapping[str, tuple[str, ...]]
"""Each translated message, by its English (a counted one by its singular), in the language's plural forms."""

_PART = re.compile(
    r"""^(?: (?P<fuzzy> \#,.*\bfuzzy\b.* )
          |  (?P<name> msgid(?:_plural)? | msgstr) (?:\[\d+\])? [ ] (?P<text> (?: ".*"\n? )+ ) )""",
    re.MULTILINE | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}


class Translations(NullTranslations):
    """The messages of one language; what is not translated is said in English."""

    def __init__(self, forms: Forms, plural: PluralRule) -> None:
        super().__init__()
        self._forms = forms
        self._plural = plural

    def translated(self, message: str) -> str | None:
        """The message in this language; None where it is not translated."""
        forms = self._forms.get(message)
        return forms[0] if forms else None

    def gettext(self, message: str) -> str:
        forms = self._forms.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._forms.get(msgid1)
        return forms[self._plural(n)] if forms else super().ngettext(msgid1, msgid2, n)


def forms_in(text: str) -> Forms:
    """The translated messages of a catalogue's text; those that wait for their translator's second look are none."""
    found: dict[str, list[str]] = {}
    message, fuzzy = "", False
    for part in _PART.finditer(text):
        if part["fuzzy"]:
            fuzzy = True
        elif part["name"] == "msgid":
            message, doubtful, fuzzy = _unquoted(part["text"]), fuzzy, False
        elif part["name"] == "msgstr" and message and not doubtful and (said := _unquoted(part["text"])):
            found.setdefault(message, []).append(said)
    return {message: tuple(forms) for message, forms in found.items()}


def _unquoted(text: str) -> str:
    """What the quoted lines say together."""
    joined = text.rstrip()[1:-1].replace('"\n"', "")
    return _ESCAPED.sub(lambda escaped: _MEANT.get(escaped[1], escaped[1]), joined) if "\\" in joined else joined


def translations_read(language: Language) -> Translations:
    """What the messages are called in a language that has a catalogue; it is read anew, and not kept."""
    catalogue = files("bot.words.languages").joinpath(f"{language.tag.replace('-', '_')}.po")
    return Translations(forms_in(catalogue.read_text(encoding="utf-8")), language.plural)


@cache
def translations_into(language: Language) -> Translations:
    """The same, kept from the first time on."""
    return translations_read(language)


@cache
def catalogue_of(language: Language) -> Catalogue:
    """The catalogue of a language, for readers. It is read once, in some thousandths of a second."""
    return Catalogue(_translations(language), language.direction)


@cache
def plain_catalogue_of(language: Language) -> Catalogue:
    """The same for files and terminals, in which nothing is isolated."""
    return IN_ENGLISH if language is ENGLISH else Catalogue(translations_into(language))


def _translations(language: Language) -> Translations | None:
    return None if language is ENGLISH else translations_into(language)
