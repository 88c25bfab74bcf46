"""Discord's dialect takes everything in people's words out of force."""

import pytest

from bot.render.dialects.discord import DISCORD_DIALECT


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("steam://run/1", "steam:\u200b//run/1"),
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("[x](https://evil.example)", "\\[x\\](https:\u200b//evil.example)"),
    ],
)
def test_words_in_chat_have_no_force(words: str, shown: str) -> None:
    assert DISCORD_DIALECT.inert(words) == shown


@pytest.mark.parametrize("limit", [1, 5, 20, 299])
def test_words_full_of_markup_are_cut_to_what_they_become(limit: int) -> None:
    assert len(DISCORD_DIALECT.inert_within("*_~`" * 80, limit)) <= limit
