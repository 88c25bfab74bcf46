"""Days and moments are written as each language's readers write them, and in chat by whoever reads it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import bot.words
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
        ("ko", "2026. 3. 2. 오후 12:05"),
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


def test_no_other_words_write_one_by_themselves() -> None:
    """Messages ask the dialect (`moment`), documents `bot/words/dates.py`; names of files are for programs too."""
    by_itself = re.compile(r"isoformat|strftime|:%[a-zA-Z]")
    of_day = re.compile(r"strftime\(\"%H:%M\"\)")
    folder = Path(bot.words.__file__).parent
    found = {
        module.name: by_itself.findall(of_day.sub("", module.read_text(encoding="utf-8")))
        for module in folder.rglob("*.py")
    }

    assert {name for name, there in found.items() if there} == {"file_names.py"}
