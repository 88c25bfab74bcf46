"""Discord's dialect takes everything in people's words out of force."""

from datetime import UTC, datetime

import pytest

from bot.render.dialects.discord import DISCORD_DIALECT
from bot.words.front_end import MomentStyle


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


@pytest.mark.parametrize("style", MomentStyle)
def test_a_moment_is_left_to_the_reader_s_app(style: MomentStyle) -> None:
    forms = {MomentStyle.DATE: "f", MomentStyle.DAY: "D", MomentStyle.WEEKDAY: "F", MomentStyle.RELATIVE: "R"}

    assert DISCORD_DIALECT.moment(datetime(2027, 5, 1, 12, tzinfo=UTC), style) == f"<t:1809172800:{forms[style]}>"


@pytest.mark.parametrize("limit", [1, 5, 20, 299])
def test_words_full_of_markup_are_cut_to_what_they_become(limit: int) -> None:
    assert len(DISCORD_DIALECT.inert_within("*_~`" * 80, limit)) <= limit


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("the ||butler||", "the ||butler||"),
        ("||the *butler*|| did || it ||", "||the \\*butler\\*|| did || it ||"),
        ("||a||b||c||", "||a||b||c||"),
        ("a || b", "a \\|\\| b"),
        ("a ||||", "a \\|\\|\\|\\|"),
        ("a || ||", "a \\|\\| \\|\\|"),
        ("|||butler|||", "||\\|butler||\\|"),
        ("it was the ||butl…", "it was the ||butl…||"),
        ("||https://a.example @everyone||", "||https:\u200b//a.example @\u200beveryone||"),
    ],
)
def test_a_spoiler_stays_covered(words: str, shown: str) -> None:
    assert DISCORD_DIALECT.inert(words) == shown


@pytest.mark.parametrize("limit", range(12, 40))
def test_a_spoiler_that_is_cut_stays_covered(limit: int) -> None:
    shown = DISCORD_DIALECT.inert_within("It was ||the butler in the parlour|| again", limit)

    assert len(shown) <= limit
    outside = "".join(shown.split("||")[::2])
    assert not any(word in outside for word in ("the", "butler", "parlour"))


def test_nobody_uncovers_a_spoiler_in_a_file() -> None:
    assert (
        DISCORD_DIALECT.covered("It was ||the butler|| with ||a rope…", "(spoiler)")
        == "It was (spoiler) with (spoiler)"
    )
