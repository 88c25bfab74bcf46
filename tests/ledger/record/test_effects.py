"""The effects of changes, where no replay of a real debate comes by."""

from datetime import UTC, datetime

import pytest

from bot.ledger.entries import Kind, Scope
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (e.EntryTagged(1, Kind.CLAIM, 1, 1, False, channel=5), "channel and message go together"),
        (e.EntryTagged(1, Kind.CONCESSION, 1, 1, False, concedes=2), "concedes, scope and conceded_answer"),
        (e.EntryTagged(1, Kind.CONCESSION, 1, 1, False, scope=Scope.POINT), "concedes, scope and conceded_answer"),
        (e.TermDefined(1, 1, 1, message=5), "channel and message go together"),
    ],
)
def test_half_of_what_goes_together_has_no_effect(change: Change, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        change.effects(Event(99, 2, NOON, 1, change))
