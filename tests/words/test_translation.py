"""From the template to a language: a catalogue that a translator fills in is what people read."""

import io
from dataclasses import replace
from gettext import GNUTranslations

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.ledger.telling.status import DebateStatus
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.words import ways
from bot.words.answers import debates, tags
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from tests.outlines import status_of
from tests.words.answers.rents import LEDGER, RENTS
from tests.words.template import TEMPLATE

POLISH: dict[str | tuple[str, str], str | tuple[str, ...]] = {
    "#{entry} is withdrawn. Its history stays: {ways.show_history}.": "Wycofano #{entry}: {ways.show_history}.",
    ("{number} person is on no side.", "{number} people are on no side."): (
        "{number} osoba bez strony.",
        "{number} osoby bez strony.",
        "{number} osób bez strony.",
    ),
}


@pytest.fixture(scope="module")
def polish() -> FrontEnd:
    with TEMPLATE.open("rb") as template:
        catalogue = read_po(template, locale="pl")
    for message, said in POLISH.items():
        entry = catalogue.get(message if isinstance(message, str) else message[0])
        assert entry is not None, message
        entry.string = said
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return FrontEnd.of(Catalogue(GNUTranslations(compiled)), ways.DISCORD, DISCORD_DIALECT)


def test_a_translated_sentence_keeps_its_fields_and_ways(polish: FrontEnd) -> None:
    assert tags.withdrawn(polish, RENTS) == "Wycofano #1: /ledger history."


def test_what_is_not_translated_is_said_in_english(polish: FrontEnd) -> None:
    assert tags.declined(polish, RENTS) == "The author declined #1. It counts nowhere."


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 osoba bez strony."), (3, "3 osoby bez strony."), (5, "5 osób bez strony.")]
)
def test_a_language_has_the_plurals_that_it_has(polish: FrontEnd, number: int, said: str) -> None:
    assert debates.status(polish, status(number)).splitlines()[-1] == said


def status(unsided: int) -> DebateStatus:
    return replace(status_of(LEDGER), unsided=unsided)
