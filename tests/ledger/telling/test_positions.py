"""Who set an entry aside, as a digest says it."""

import pytest

from bot.ledger.standing.standing import standing
from bot.ledger.telling.positions import parked
from bot.ledger.telling.reasons import Reason, SetAside, SetAsideByBoth
from tests.transcript import debate

BOTH = "sides Yes / No\nana joins Yes\nben joins No\nana  claim  Rents fall\nana parks #1\nben also parks #1\n"


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ("", SetAsideByBoth("ana", "ben")),
        ("ben is forgotten", SetAside("ana")),
        ("ana is forgotten", SetAside("ben")),
    ],
)
def test_what_both_set_aside_is_so_only_while_neither_was_forgotten(then: str, reason: Reason) -> None:
    ledger = debate(BOTH + then)

    (line,) = parked(ledger, standing(ledger))

    assert line.reason == reason
