"""What is asked before another digest is posted."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.rules.digests import FRESH, PostedBefore, posted_before

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "nothing_moved", "asks"),
    [
        (None, True, False),
        (None, False, False),
        (timedelta(0), False, True),
        (FRESH - timedelta(seconds=1), False, True),
        (FRESH, False, False),
        (FRESH, True, True),
        (timedelta(days=30), True, True),
    ],
)
def test_another_digest_is_asked_about_where_the_last_is_fresh_or_nothing_moved(
    since: timedelta | None, nothing_moved: bool, asks: bool
) -> None:
    last = NOON - since if since is not None else None

    asked = posted_before(last, NOON, nothing_moved=nothing_moved)

    assert asked == (PostedBefore(NOON - since, nothing_moved) if asks and since is not None else None)
