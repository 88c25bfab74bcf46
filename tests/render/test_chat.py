"""A digest's message keeps to Discord's limits, and nothing that people wrote has any force in it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.entries import Source
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.headline import Points
from bot.ledger.telling.lines import Line, Section, SectionKind
from bot.ledger.telling.reasons import AllHold
from bot.render.chat import MOST_BYTES, MOST_CHARACTERS, digest_message
from bot.render.dialects.markdown import inert
from bot.render.front_ends import DISCORD, TERMINAL
from bot.render.plain import digest_text

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def digest(statement: str, lines: int) -> Digest:
    told = tuple(Line(number, statement, AllHold(2), (), Source(1, 2)) for number in range(1, lines + 1))
    sections = (Section(SectionKind.AGREE, told), Section(SectionKind.DIVERGE, told))
    return Digest(statement, (("Yes", 2), ("No", 3)), 1, Points(3, 0), sections, (), False, NOW)


@pytest.mark.parametrize("statement", ["Rents fall when we build " * 12, "家賃は下がる" * 50, "🏠" * 300, "*_~`" * 75])
def test_a_huge_digest_keeps_its_first_lines_and_counts_the_rest(statement: str) -> None:
    message = digest_message(DISCORD, digest(statement[:300], 400), 7, reference="ref")

    text = "".join(block.text for block in message.blocks) + message.footer
    assert len(text) <= MOST_CHARACTERS
    assert len(text.encode()) <= MOST_BYTES
    assert message.left_out > 0
    assert "more: /ledger show" in text
    assert "ref" in message.footer


def test_a_short_digest_is_whole_with_links_to_the_messages() -> None:
    message = digest_message(DISCORD, digest("Rents fall", 2), 7, reference="ref")

    assert message.left_out == 0
    assert (
        "- **#1** Rents fall [↗](https://discord.com/channels/7/1/2)\n  Both sides hold this" in message.blocks[1].text
    )


def test_plain_text_says_the_same_without_markup() -> None:
    text = digest_text(TERMINAL, digest("Rents fall", 1))

    assert text.startswith("Rents fall\n\nYes (2) · No (3) · 1 has not picked a side\n")
    assert "AGREE\n  - #1 Rents fall\n    Both sides hold this\n" in text


@pytest.mark.parametrize(
    "words",
    [
        "@everyone",
        "@here",
        "<@123>",
        "<@&1>",
        "# title",
        "> quote",
        "[a](https://x.y)",
        "https://x.y",
        "||hidden||",
        "`c`",
    ],
)
def test_what_people_write_has_no_force(words: str) -> None:
    safe = inert(words)

    for dangerous in ("@everyone", "@here", "<@1", "<@&", "[a](", "://", "||", "`c`"):
        assert dangerous not in safe
    assert not safe.startswith(("# ", "> "))


@given(st.text(max_size=300))
def test_whatever_people_write_stays_on_one_line_and_mentions_nobody(words: str) -> None:
    safe = inert(words)

    assert "\n" not in safe
    assert "\u202e" not in safe
    assert all(safe[place + 1 : place + 2] == "\u200b" for place, c in enumerate(safe) if c == "@")
