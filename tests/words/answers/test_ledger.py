"""A ledger's page and what a search finds fit into a message and show every line."""

from bot.ledger.entries import Kind
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD
from bot.words.answers import ledger as answers
from bot.words.answers.tags import tagged
from bot.words.digest import rest
from tests.exchange.ledgers import GUILD, ledger
from tests.outlines import page_of
from tests.transcript import START, debate
from tests.words.answers.rents import LEDGER, QUALITY

MARKUP = "*" * 300


def written(statement: str, entries: int) -> Ledger:
    claims = (e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=statement) for number in range(1, entries + 1))
    return ledger((e.DebateOpened(GUILD, True, MARKUP), e.ParticipantMet(1, "1", "ana"), *claims))


def test_a_page_names_each_entry_and_where_it_stands() -> None:
    told = answers.page(DISCORD, LEDGER, page_of(LEDGER))

    assert told.head.endswith(" · page 1 of 1 · 1 term")
    assert told.entries[1] == answers.SaidEntry(
        2, "**#2** Quality \\*suffers\\*\n-# claim · both accept · A 1 of 1 · B 1 of 1 · by ben"
    )
    assert told.entries[-1].text.splitlines()[1].startswith("-# claim · one side only · parked · agree: A ")


def test_an_empty_ledger_says_how_to_begin() -> None:
    empty = ledger((e.DebateOpened(GUILD, True, "Should we build?"),))

    assert answers.page(DISCORD, empty, page_of(empty)) == answers.SaidPage(
        "**Should we build?** · page 1 of 1\nNo entries yet. Right-click a message → Apps → Tag as claim.", ()
    )


def test_a_page_counts_the_terms_as_the_digest_does() -> None:
    told = debate("ana  claim  Rents fall\nana  defines rent  what people pay\nana  defines home  a place to live in")
    head = answers.page(DISCORD, told, page_of(told)).head

    assert head.endswith(" · page 1 of 1 · 2 terms")
    assert "2 terms" in rest(DISCORD, compose(told, None, START).rest, 2)


def test_a_statement_full_of_markup_does_not_crowd_others_off_a_page() -> None:
    ledger = written(MARKUP, 10)
    page = answers.page(DISCORD, ledger, page_of(ledger, length=answers.PAGE_LINES))

    assert [entry.entry for entry in page.entries] == list(range(1, 1 + answers.PAGE_LINES))
    assert all(entry.text.startswith(f"**#{entry.entry}** \\*") for entry in page.entries)
    assert len(page.head) + sum(len(entry.text) for entry in page.entries) <= 4000


def test_a_tag_with_concession_and_residue_full_of_markup_fits_a_message() -> None:
    entry = written(MARKUP, 1).entries[1]

    assert len(tagged(DISCORD, entry, entry, entry, MARKUP)) <= 2000


def test_what_a_search_finds() -> None:
    assert answers.found(DISCORD, [QUALITY], "quality") == "**#2** Quality \\*suffers\\*"
    assert answers.found(DISCORD, [], "*rent*") == "No entry has “\\*rent\\*” in it. /ledger show has them all."


def test_what_does_not_fit_is_counted() -> None:
    entry = written("Rents fall when we build " * 12, 1).entries[1]

    told = answers.found(DISCORD, [entry] * 25, "rents")

    assert len(told) <= DISCORD.dialect.limits.message
    assert told.splitlines()[-1].startswith("-# and ")
