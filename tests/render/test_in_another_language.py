"""What people see has nothing left in English where every message is translated: a digest, a card, a report, its map.

The other language has accents on all its letters, so that words without them are people's own, or English.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum
from html import unescape

from bot.exchange.formats import Format
from bot.ledger.ledger import Ledger
from bot.ledger.record.replay import replay
from bot.ledger.telling.card import card
from bot.ledger.telling.digest import Anchor, compose
from bot.ledger.telling.progress import progress
from bot.render.card import card_message
from bot.render.chat import digest_message
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.digest_buttons import Rows
from bot.render.picture.shapes import Text
from bot.render.picture.timeline import timeline
from bot.words import ways
from bot.words.front_end import FrontEnd
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.exchange.written import standing_in
from tests.ledger.telling.test_digest import SEED, SEED_QUESTION
from tests.render.pro_and_con import pro_and_con
from tests.render.report.pages import page_of
from tests.transcript import debate
from tests.words.pseudo import PSEUDO

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANCHOR = Anchor(31, bytes(range(32)))
ANOTHER = FrontEnd.of(PSEUDO, ways.DISCORD, DISCORD_DIALECT)

OF_CLDR = {"UTC", "Jan", "PM"}
"""Months and halves of a day, which CLDR has none of for this language."""

_ADDRESS_OR_COMMAND = re.compile(r"\]\(http\S*\)|`[^`]*`|/[a-z]+(?: [a-z]+)?")
_OF_A_PAGE = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


def unaccented(texts: Iterable[str]) -> set[str]:
    """The words in letters without accents, but for addresses and commands; a single letter stands for a side."""
    return {word for text in texts for word in _words(_ADDRESS_OR_COMMAND.sub("", text))}


def of_people(value: object) -> set[str]:
    """The words of the texts in a value: question, names, statements."""
    return {word for text in _texts_in(value) for word in _words(text)}


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", text)


def _texts_in(value: object) -> Iterator[str]:
    match value:
        case str() if not isinstance(value, Enum):
            yield value
        case dict():
            yield from _texts_in(list(value.values()))
        case list() | tuple():
            for part in value:
                yield from _texts_in(part)


def ledgers() -> Iterator[Ledger]:
    yield debate(SEED, SEED_QUESTION)
    for statements in (18, 49, 105):
        yield replay(pro_and_con(statements))


def test_a_digest_leaves_nothing_in_english() -> None:
    for ledger in ledgers():
        told = compose(ledger, None, NOW)
        message = digest_message(ANOTHER, told, 7, anchor=ANCHOR)
        texts = [*(block.text for block in message.blocks), message.footer, *_labels(message.buttons)]

        assert unaccented(texts) <= of_people(asdict(told))


def test_a_card_leaves_nothing_in_english() -> None:
    for ledger in ledgers():
        told = card(ledger)
        message = card_message(ANOTHER, told, 7, anchor=ANCHOR, at=NOW)

        assert unaccented([*message.texts, message.footer, *_labels(message.buttons)]) <= of_people(asdict(told))


def test_a_timeline_leaves_nothing_in_english() -> None:
    events = [line.event for line in sealed(EVERYTHING)]
    grown = progress(events)
    drawn = timeline(ANOTHER, grown)
    texts = [run.text for shape in drawn.shapes if isinstance(shape, Text) for line in shape.lines for run in line.runs]

    assert texts
    assert unaccented(texts) - OF_CLDR <= of_people([asdict(event) for event in events])


def test_a_document_leaves_nothing_in_english() -> None:
    events = [line.event for line in sealed(EVERYTHING)]
    written = standing_in(Format.MARKDOWN, replay(events), ANOTHER.for_files()).splitlines()

    assert unaccented(re.sub(r"<https\S+>", "", line) for line in written) - OF_CLDR <= of_people(
        [asdict(event) for event in events]
    )


def _labels(rows: Rows) -> Iterator[str]:
    return (button.label for row in rows for button in row)


def test_a_report_and_the_map_in_it_leave_nothing_in_english() -> None:
    events = [line.event for line in sealed(EVERYTHING)]
    page = page_of(events, ANOTHER)
    body = page[page.index("<body") :]
    described = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', body)
    shown = [_OF_A_PAGE.sub("\n", body), *described]

    assert described
    assert unaccented(map(unescape, shown)) - OF_CLDR <= of_people([asdict(event) for event in events])
