"""What is cached for tags follows each tag that is appended, and leaves to the database what it cannot tell."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.entries import Kind
from bot.ledger.record.events import EntryTagged
from bot.ledger.rules.limits import NOTHING, SoFar
from bot.store import tag_cache
from bot.store.reading.debate_look import Limits
from bot.store.tag_cache import CachedTags
from bot.store.waiting.drafts import Draft

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TWO_AN_HOUR = Limits(tags_an_hour=2, open_entries=100)


def after(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def draft(message: int, minutes: int = 0, user: int = 1) -> Draft:
    return Draft(70, user, message, 1, "ana", "Rents fall", after(minutes))


def tag(entry: int, tagger: int, message: int | None = None) -> EntryTagged:
    channel = 70 if message is not None else None
    return EntryTagged(entry, Kind.CLAIM, tagger, tagger, False, channel, message, statement="Rents fall")


def test_the_next_entry_is_the_one_behind_all_that_were_followed() -> None:
    tags = CachedTags(next_entry=5)
    for entry in (5, 6):
        tags.follow(tag(entry, 1), NOON)

    assert tags.next_entry == 7


def test_what_somebody_may_make_within_an_hour_is_counted_from_what_was_read_and_followed() -> None:
    tags = CachedTags(next_entry=5)
    tags.read([(1, after(20)), (2, after(1)), (1, after(10))])

    assert tags.so_far(1, TWO_AN_HOUR) == SoFar(after(10))
    assert tags.so_far(2, TWO_AN_HOUR) == NOTHING
    assert tags.so_far(None, TWO_AN_HOUR) == NOTHING

    tags.follow(tag(5, 2), after(30))
    assert tags.so_far(2, TWO_AN_HOUR) == SoFar(after(1))


def test_what_only_the_database_can_count_is_left_to_it() -> None:
    tags = CachedTags(next_entry=5)
    assert tags.so_far(1, TWO_AN_HOUR) is None, "who tagged lately was not read"
    assert tags.so_far(1, None) == NOTHING

    tags.read([])
    assert tags.so_far(1, Limits(tags_an_hour=2, open_entries=4)) is None, "some of the entries may not be open"


def test_a_message_that_is_quoted_by_now_waits_for_no_form() -> None:
    tags = CachedTags(next_entry=5)
    tags.keep(draft(700))
    tags.keep(draft(701))

    tags.follow(tag(5, 2, message=700), NOON)
    tags.keep(draft(700, user=3))

    assert list(tags.drafts) == [(1, 701)]


def test_messages_whose_forms_never_came_back_are_dropped_with_the_next_one() -> None:
    tags = CachedTags(next_entry=5)
    for message, minutes in ((700, 0), (701, 10), (702, 21)):
        tags.keep(draft(message, minutes))

    assert list(tags.drafts) == [(1, 701), (1, 702)]


def test_only_so_many_messages_are_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_cache, "MOST_DRAFTS", 2)
    tags = CachedTags(next_entry=5)
    for message in (700, 701, 700, 702):
        tags.keep(draft(message))

    assert list(tags.drafts) == [(1, 700), (1, 702)]
