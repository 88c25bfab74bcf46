"""What becomes of an entry when its message is edited or deleted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Entry, Kind
from bot.ledger.record import events as e
from bot.ledger.record.erasure import Text
from bot.ledger.rules.sources import source_seen, sources_gone
from tests.transcript import debate

LATER = timedelta(minutes=5)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def quoting(passage: str | None) -> Entry:
    return replace(debate("ana  claim  Rents fall").entries[1], passage=passage)


def test_a_deleted_message_is_said_once() -> None:
    entry = quoting("Rents fall")

    assert sources_gone([entry], []) == (e.SourceDeleted(1, ""),)
    assert sources_gone([replace(entry, source_deleted=True)], []) == ()


def test_a_deleted_message_says_which_texts_went_with_it() -> None:
    entries = [quoting("Rents fall"), replace(quoting("when we build"), number=2)]
    tagged = (e.EntryTagged(n, Kind.CLAIM, 1, 1, False, statement="Rents fall", passage="Rents") for n in (1, 2))
    defined = e.TermDefined(1, 1, 1, 7, 500, "rent", "what a tenant pays")
    first, second, term = (e.Event(7, n, NOON, 1, change) for n, change in enumerate((*tagged, defined), start=4))
    gone = [Text(first, "passage"), Text(first, "statement"), Text(second, "passage"), Text(term, "meaning")]

    assert sources_gone(entries, gone) == (
        e.SourceDeleted(1, "meaning 6; passage 4; statement 4"),
        e.SourceDeleted(2, "passage 5"),
    )


def test_an_edit_after_the_tag_is_said_once_and_one_before_it_never() -> None:
    entry = quoting("Rents fall")

    assert source_seen(entry, None, entry.tagged_at + LATER) == (e.SourceEdited(1),)
    assert source_seen(replace(entry, source_edited=True), None, entry.tagged_at + LATER) == ()
    assert source_seen(entry, None, entry.tagged_at - LATER) == ()
    assert source_seen(entry, None, None) == ()


def test_a_passage_that_is_no_longer_there_is_lost_for_good() -> None:
    entry = quoting("Rents fall")
    edited_at = entry.tagged_at + LATER

    assert source_seen(entry, "Rents  fall, I say", edited_at) == (e.SourceEdited(1),)
    assert source_seen(entry, "Rents rise", edited_at) == (e.SourceEdited(1), e.PassageLost(1))
    assert source_seen(replace(entry, orphaned=True, source_edited=True), "Rents rise", edited_at) == ()


def test_an_entry_without_a_passage_loses_none() -> None:
    assert source_seen(quoting(None), "Rents rise", None) == ()


def test_of_a_deleted_message_nothing_more_is_said() -> None:
    entry = replace(quoting("Rents fall"), source_deleted=True)

    assert source_seen(entry, "Rents rise", entry.tagged_at + LATER) == ()
