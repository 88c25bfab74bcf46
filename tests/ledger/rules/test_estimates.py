"""When an estimate is taken, and which count for a closing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.estimates import OPEN_AFTER_CLOSING, Estimate, Phase
from bot.ledger.ledger import Debate
from bot.ledger.refusals import EstimatesAreOver, NoPercentage
from bot.ledger.rules.estimates import of_closing, percentage, phase_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OPEN = Debate(4001, 77, "Should we build?", 1, NOON)
CLOSED = replace(OPEN, closed_at=NOON)


def test_before_is_asked_while_the_debate_is_open_and_after_for_three_days_from_its_closing() -> None:
    assert phase_at(OPEN, NOON + timedelta(days=90)) is Phase.BEFORE
    assert phase_at(CLOSED, NOON + timedelta(days=3, seconds=-1)) is Phase.AFTER
    with pytest.raises(EstimatesAreOver):
        phase_at(CLOSED, NOON + OPEN_AFTER_CLOSING)


def test_what_was_said_after_an_earlier_closing_does_not_count() -> None:
    before = Estimate(1, Phase.BEFORE, 20, False, NOON - timedelta(days=9))
    earlier = Estimate(1, Phase.AFTER, 60, False, NOON - timedelta(days=1))
    now = Estimate(2, Phase.AFTER, 60, False, NOON)

    assert of_closing(CLOSED, (before, earlier, now)) == (before, now)


@pytest.mark.parametrize(("words", "percent"), [("0", 0), (" 70 % ", 70), ("100%", 100)])
def test_a_percentage_is_a_whole_number_with_or_without_its_sign(words: str, percent: int) -> None:
    assert percentage(words) == percent


@pytest.mark.parametrize("words", ["", "101", "-1", "7.5", "much", "0070", "²"])
def test_anything_else_is_no_percentage(words: str) -> None:
    with pytest.raises(NoPercentage):
        percentage(words)
