"""What the guide says of how often suggestions are right is what is measured, on messages that were kept apart."""

from pathlib import Path

import pytest

from bot.ledger.entries import Kind
from bot.ledger.markers.phrases import LANGUAGES
from tests.ledger.markers.measured import APART, SEEN, labelled, measured

GUIDE = Path(__file__).parents[3] / "docs" / "backfill.md"
NAMES = {"en": "English", "de": "German", "es": "Spanish"}


def row(language: str, part: str) -> str:
    """A row of the guide's tables: precision and recall of each kind."""
    of = measured(language, part)
    cells = (f"{of[kind].precision}, {of[kind].recall}" for kind in (Kind.CLAIM, Kind.CRUX, Kind.CONCESSION))
    return f"| {NAMES[language]}, {part} | {len(list(labelled(language, part)))} | " + " | ".join(cells) + " |"


@pytest.mark.parametrize("part", [SEEN, APART])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_the_numbers_that_are_measured(language: str, part: str) -> None:
    assert row(language, part) in GUIDE.read_text().splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_messages_enough_to_measure_with(language: str) -> None:
    seen, apart = list(labelled(language, SEEN)), list(labelled(language, APART))
    assert len(seen) + len(apart) >= 80
    assert len(apart) >= 50
    assert not {message.text for message in seen} & {message.text for message in apart}
    assert {message.kind for message in apart} == {*Kind, None}
