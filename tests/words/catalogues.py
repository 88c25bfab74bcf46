"""The catalogues as Babel reads them, and bringing them up to date with the template (`make words`)."""

import io
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Message
from babel.messages.pofile import read_po, write_po

from bot.words.language import TRANSLATED, Language
from tests.words.template import ROOT, TEMPLATE

FOLDER = ROOT / "bot" / "words" / "languages"

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
"""What translators' tools need to know, without dates, which would change with every edit."""


def path_of(language: Language) -> Path:
    return FOLDER / f"{language.tag.replace('-', '_')}.po"


def read(language: Language) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language.tag.replace("-", "_"))


def template() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def messages(catalogue: Catalog) -> dict[str, Message]:
    """The messages by their English, a counted one by its singular; without the header."""
    return {english(message)[0]: message for message in catalogue if message.id}


def english(message: Message) -> tuple[str, ...]:
    """The message, or its singular and its plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def said(message: Message) -> tuple[str, ...]:
    """Its translation, in each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def fields(text: str) -> set[str]:
    """The names of the fields in it, with what is asked of them: `ways.join_side`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def updated(catalogue: Catalog) -> bytes:
    """The catalogue with the messages of the template and no others; what was said anew awaits its translator."""
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    text = io.BytesIO()
    write_po(text, catalogue, width=0, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    header = _HEADER.format(language=catalogue.locale_identifier, plural_forms=catalogue.plural_forms)
    return header.encode() + text.getvalue().lstrip()


if __name__ == "__main__":
    for language in TRANSLATED:
        path_of(language).write_bytes(updated(read(language)))
