"""What each stance was until it changed, in the order of the events."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.exchange import sorted_spool
from bot.exchange.earlier_stances import earlier_stances
from bot.ledger.entries import Answer
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event

AT = datetime(2026, 1, 1, tzinfo=UTC)


def earlier(changes: Sequence[Change]) -> list[str]:
    told = (Event(1, number, AT, 1, change) for number, change in enumerate(changes, 1))
    with earlier_stances(told) as found:
        return list(found)


def test_a_stance_was_what_the_same_person_answered_last_to_the_same_entry() -> None:
    changes = (
        e.StanceTaken(1, 1, 1, Answer.AGREE, 80),
        e.StanceTaken(1, 2, 1, Answer.DISAGREE),
        e.StanceTaken(2, 1, 1, Answer.UNSURE),
        e.StanceTaken(1, 1, 1, Answer.UNSURE),
        e.StanceTaken(1, 2, 2, Answer.AGREE),
    )

    assert earlier(changes) == ["", "", "", "agree 80 %", "disagree"]


def test_after_one_is_withdrawn_there_is_none() -> None:
    taken, withdrawn = e.StanceTaken(1, 1, 1, Answer.AGREE), e.StanceWithdrawn(1, 1)

    assert earlier((taken, withdrawn, taken)) == ["", "agree", ""]


def test_events_that_change_no_stance_have_none() -> None:
    assert earlier((e.SideNamed(1, "Yes"), e.StanceTaken(1, 1, 1, Answer.AGREE), e.EntryWithdrawn(1))) == [""]


def test_the_order_is_that_of_the_events_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 3)
    first = [e.StanceTaken(entry, person, 1, Answer.AGREE, entry) for entry in range(1, 9) for person in (2, 1)]
    second = [e.StanceTaken(entry, person, 1, Answer.DISAGREE) for person in (1, 2) for entry in range(8, 0, -1)]

    assert earlier(first + second) == [""] * 16 + [f"agree {entry} %" for _ in (1, 2) for entry in range(8, 0, -1)]
