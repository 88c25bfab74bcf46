"""Only a digest can be said to be fair, or not, to one's side."""

from datetime import UTC, datetime

import pytest

from bot.actions import debates
from bot.actions.request import Request
from bot.actions.signing import sign_digest
from bot.ledger.people import LARGEST_ID
from bot.ledger.refusals import ButtonExpired
from bot.store.sessions import Sessions

ASKED = Request(7, 70, "housing", 1, "ana", False, datetime(2026, 1, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize("message", [0, 5, LARGEST_ID, LARGEST_ID + 1])
async def test_a_button_under_what_is_no_digest_has_expired(sessions: Sessions, message: int) -> None:
    await debates.open_debate(sessions, ASKED, "Should we build?", "Build", "Wait")

    with pytest.raises(ButtonExpired):
        await sign_digest(sessions, ASKED, message, fair=True)
