"""Plain text leaves words as they are, on one line."""

from datetime import UTC, datetime

from bot.render.dialects.plain import PLAIN_DIALECT


def test_words_stay_as_they_are() -> None:
    assert PLAIN_DIALECT.inert("[x](https://evil.example)\n@everyone") == "[x](https://evil.example) @everyone"
    assert PLAIN_DIALECT.inert_within("x" * 30, 10) == f"{'x' * 9}…"


def test_a_moment_is_written_out() -> None:
    assert PLAIN_DIALECT.moment(datetime(2026, 3, 2, 12, 5, tzinfo=UTC)) == "2026-03-02 12:05+00:00"
