"""How much one person may make within an hour, and how much a debate may have."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.house import House, OpenEntries, TagsAnHour, limit_of
from bot.ledger.refusals import TooManyEntries, TooManyTags
from bot.ledger.rules.limits import NOTHING, SoFar, require_within_limits

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUSE = House(tags_an_hour=TagsAnHour.TEN, open_entries=OpenEntries.HUNDRED)


def test_an_hour_after_the_first_that_counts_the_next_one_can_be_made() -> None:
    first = SoFar(first_counted=NOON - timedelta(minutes=45))

    with pytest.raises(TooManyTags) as refused:
        require_within_limits(HOUSE, first, NOON)
    require_within_limits(HOUSE, first, NOON + timedelta(minutes=15))
    require_within_limits(HOUSE, NOTHING, NOON)

    assert (refused.value.limit, refused.value.again) == ("10", NOON + timedelta(minutes=15))


def test_a_debate_that_is_full_takes_no_further_entry() -> None:
    with pytest.raises(TooManyEntries):
        require_within_limits(HOUSE, SoFar(is_full=True), NOON)


def test_a_limit_is_a_number_or_none() -> None:
    assert [limit_of(word) for word in TagsAnHour] == [10, 20, 60, 200, None]
    assert [limit_of(word) for word in OpenEntries] == [100, 300, 1000, 3000, None]
