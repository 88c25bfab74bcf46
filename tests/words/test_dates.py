"""Days and moments are written as each language's readers write them."""

from datetime import UTC, date, datetime

import pytest

from bot.words.dates import day, moment
from bot.words.language import LANGUAGES, Language, language_of

NOON = datetime(2026, 3, 2, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Mar 2, 2026, 12:05 PM"),
        ("de", "02.03.2026, 12:05"),
        ("es", "2 mar 2026, 12:05"),
        ("fr", "2 mars 2026, 12:05"),
        ("pt-BR", "2 de mar. de 2026 12:05"),
        ("ja", "2026/03/02 12:05"),
        ("ko", "2026. 3. 2. PM 12:05"),
        ("ar", "2 مارس 2026، 12:05 م"),
    ],
)
def test_a_moment_is_written_to_the_minute_as_cldr_has_it(language: str, written: str) -> None:
    assert moment(language_of(language), NOON) == written


@pytest.mark.parametrize("spoken", LANGUAGES, ids=[language.tag for language in LANGUAGES])
def test_a_moment_begins_with_its_day(spoken: Language) -> None:
    assert moment(spoken, NOON).startswith(day(spoken, NOON))
    assert day(spoken, NOON) == day(spoken, date(2026, 3, 2))
    assert "2026" in day(spoken, NOON)
