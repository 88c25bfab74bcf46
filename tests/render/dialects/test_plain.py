"""Plain text leaves words as they are, on one line."""

from datetime import UTC, datetime

import pytest

from bot.render.dialects.plain import PlainDialect
from bot.words.front_end import MomentStyle
from bot.words.language import ENGLISH, language_of

NOON = datetime(2026, 3, 2, 12, 5, tzinfo=UTC)


def test_words_stay_as_they_are() -> None:
    plain = PlainDialect(ENGLISH)

    assert plain.inert("[x](https://evil.example)\n@everyone") == "[x](https://evil.example) @everyone"
    assert plain.inert_within("x" * 30, 10) == f"{'x' * 9}…"


@pytest.mark.parametrize(
    ("language", "written", "day"),
    [("en", "Mar 2, 2026, 12:05 PM UTC", "Mar 2, 2026"), ("ja", "2026/03/02 12:05 UTC", "2026/03/02")],
)
def test_moments_and_days_are_written_out_as_the_language_has_them(language: str, written: str, day: str) -> None:
    plain = PlainDialect(language_of(language))

    assert {plain.moment(NOON, style) for style in MomentStyle if style is not MomentStyle.DAY} == {written}
    assert plain.moment(NOON, MomentStyle.DAY) == day
