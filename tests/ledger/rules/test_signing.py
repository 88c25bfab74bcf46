"""Who says whether a digest is fair to their side, for how long, and to whom a better wording is offered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.entries import Entry, Kind, Status, Wording
from bot.ledger.ledger import PostedDigest
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import OwnWording, SigningIsOver, SigningNeedsASide, WordsAreGone
from bot.ledger.rules.signing import require_offered, signed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DIGEST = PostedDigest(601, 9, NOON, 10)
ANA, BEN = Participant(1, 9001, "ana", 2), Participant(2, 9002, "ben")
ENTRY = Entry(1, Kind.CLAIM, 1, 1, Status.LIVE, (Wording(1, "Rents fall"),), NOON)
DAY = timedelta(days=1)


def test_a_member_of_a_side_signs_within_a_day_for_the_side_that_they_are_on() -> None:
    late = NOON + DAY - timedelta(seconds=1)

    assert signed(ANA, DIGEST, late, fair=True) == (e.DigestSigned(10, 1, 2, True),)
    with pytest.raises(SigningIsOver):
        signed(ANA, DIGEST, NOON + DAY, fair=False)


def test_nobody_else_signs() -> None:
    with pytest.raises(SigningNeedsASide):
        signed(BEN, DIGEST, NOON, fair=True)


def test_a_better_wording_is_offered_to_somebody_else_and_of_words_that_are_there() -> None:
    require_offered(ENTRY, BEN)
    with pytest.raises(OwnWording):
        require_offered(ENTRY, ANA)
    with pytest.raises(WordsAreGone):
        require_offered(replace(ENTRY, wordings=(Wording(1, None),)), BEN)
