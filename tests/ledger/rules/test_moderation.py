"""Whom moderators keep from writing may not; a reason is short."""

import pytest

from bot.ledger.house import House
from bot.ledger.refusals import Barred, BarredFor, ReasonTooLong
from bot.ledger.rules.moderation import REASON_LIMIT, reason_from, require_not_barred

EVE, DAN, BEN = 5, 4, 2
HOUSE = House(barred={EVE: None, DAN: "Tags everything"})


def test_who_is_kept_from_writing_may_not_unless_they_moderate() -> None:
    require_not_barred(HOUSE, BEN, moderator=False)
    require_not_barred(HOUSE, EVE, moderator=True)
    with pytest.raises(Barred):
        require_not_barred(HOUSE, EVE, moderator=False)


def test_who_is_kept_for_a_reason_reads_it() -> None:
    with pytest.raises(BarredFor) as refused:
        require_not_barred(HOUSE, DAN, moderator=False)
    assert refused.value.reason == "Tags everything"


def test_a_reason_is_one_line_or_none() -> None:
    assert reason_from(" Tags\neverything ") == "Tags everything"
    assert reason_from("  ") is None
    with pytest.raises(ReasonTooLong):
        reason_from("x" * (REASON_LIMIT + 1))
