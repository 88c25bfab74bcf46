"""Text in grapheme clusters."""

import pytest

from bot.render.picture.typesetting.clusters import clusters


@pytest.mark.parametrize("cluster", ["👩‍💻", "👍🏽", "🇩🇪", "❤️", "é", "किं"[:3]])
def test_what_a_reader_sees_as_one_character_is_never_torn(cluster: str) -> None:
    assert clusters(f"a{cluster}b") == ["a", cluster, "b"]


def test_two_flags_are_two_characters() -> None:
    assert clusters("🇩🇪🇫🇷") == ["🇩🇪", "🇫🇷"]


def test_nothing_is_left_out_or_put_in() -> None:
    words = "न\u094dम\u200bA\u0301\r\n🏳️‍🌈각"

    assert "".join(clusters(words)) == words
    assert clusters("") == []
