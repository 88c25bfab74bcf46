"""How answers refer to an entry."""

from dataclasses import replace

from bot.ledger.entries import Entry, Wording
from bot.render.front_ends import DISCORD
from bot.words.answers import entries
from tests.words.answers.rents import QUALITY, RENTS


def saying(words: str | None) -> Entry:
    return replace(RENTS, wordings=(Wording(1, words),))


def test_a_choice_is_shown_as_it_was_written_and_fits() -> None:
    assert entries.choice(DISCORD, QUALITY) == "#2 Quality *suffers*"
    assert entries.choice(DISCORD, saying(None)) == "#1 (erased)"
    assert len(entries.choice(DISCORD, saying("x" * 300))) == 100


def test_an_entry_full_of_markup_is_cut() -> None:
    assert len(entries.quoted(DISCORD, saying("*" * 300))) <= entries.QUOTE_LIMIT + len("**#1** “”")
