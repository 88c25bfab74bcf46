"""Answers fit into a message and show every line, whatever stands in the ledger."""

from bot.ledger.entries import Kind, Ledger
from bot.ledger.record import events as e
from bot.render import receipts
from bot.render.front_ends import DISCORD
from bot.words.answers.tags import tagged
from tests.exchange.ledgers import GUILD, ledger
from tests.outlines import page_of

MARKUP = "*" * 300


def written(statement: str, entries: int) -> Ledger:
    claims = (e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=statement) for number in range(1, entries + 1))
    return ledger((e.DebateOpened(GUILD, True, MARKUP), e.ParticipantMet(1, "1", "ana"), *claims))


def test_a_statement_full_of_markup_does_not_crowd_others_off_a_page() -> None:
    ledger = written(MARKUP, 10)
    page = receipts.ledger_page(ledger, page_of(ledger))

    assert len(page) <= receipts.MESSAGE_LIMIT
    assert all(f"**#{number}**" in page for number in range(1, 11))


def test_a_tag_with_concession_and_residue_full_of_markup_fits_a_message() -> None:
    entry = written(MARKUP, 1).entries[1]

    assert len(tagged(DISCORD, entry, entry, entry, MARKUP)) <= 2000


def test_what_does_not_fit_is_counted() -> None:
    entry = written("Rents fall when we build " * 12, 1).entries[1]

    told = receipts.found([entry] * 25, "rents")

    assert len(told) <= receipts.MESSAGE_LIMIT
    assert told.splitlines()[-1].startswith("-# and ")
