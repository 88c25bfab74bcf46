"""A replay that keeps no stance in memory: what stands is what stands after any replay."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import sorted_spool, stance_spool
from bot.exchange.read_answers import ReadAnswers
from bot.exchange.streamed_replay import StreamedReplay
from bot.ledger.entries import Answer, Kind
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event
from bot.ledger.record.replay import replay
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.exchange.read_lines import whole

AT = datetime(2026, 1, 1, tzinfo=UTC)

BEFORE: list[Change] = [
    e.DebateOpened(7, True, "Should we build?"),
    *(e.ParticipantMet(number, str(100 + number), "ana") for number in (1, 2)),
    *(e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement="Rents fall") for number in (1, 2)),
]

stances = st.builds(
    e.StanceTaken,
    entry=st.integers(1, 2),
    person=st.integers(1, 2),
    wording=st.integers(1, 2),
    answer=st.sampled_from(Answer),
    credence=st.none() | st.integers(0, 100),
    concession=st.sampled_from([None, None, 2]),
)
withdrawals = st.builds(e.StanceWithdrawn, entry=st.integers(1, 2), person=st.integers(1, 2))


@pytest.fixture(autouse=True)
def on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some records are already too many for memory."""
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 50)
    monkeypatch.setattr(stance_spool, "IN_MEMORY", 100)


def streamed(events: list[Event]) -> Ledger:
    replayed = StreamedReplay()
    for event in events:
        replayed.take(event)
    return whole(replayed.large_ledger())


def test_every_event_does_what_it_does_in_any_replay() -> None:
    events = [line.event for line in sealed(EVERYTHING)]

    assert [streamed(events[:end]) for end in range(1, len(events))] == [
        replay(events[:end]) for end in range(1, len(events))
    ]


@given(st.lists(stances | withdrawals, max_size=120))
def test_stances_that_change_are_what_they_are_in_any_replay(changes: list[Change]) -> None:
    events = [line.event for line in sealed([*BEFORE, *changes])]

    assert streamed(events) == replay(events)


def test_answers_that_are_read_together_are_taken_as_they_are_one_by_one() -> None:
    one_by_one, together = StreamedReplay(), StreamedReplay()
    for event in OPENED:
        one_by_one.take(event)
        together.take(event)
    for event in answered(200):
        one_by_one.take(event)
    for first in range(0, 200, 20):
        together.take_answers(read(list(answered(200))[first : first + 20]), first + 1)

    assert whole(together.large_ledger()) == whole(one_by_one.large_ledger())


def test_stances_come_by_entry_and_person_as_often_as_somebody_asks() -> None:
    stances = replayed(answered(200)).stances

    found = [(stance.entry, stance.person) for stance in stances]
    assert found == sorted(set(found))
    assert len(found) == 200
    assert list(stances) == list(stances)


def test_however_many_answers_there_are_few_of_them_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 1000)
    monkeypatch.setattr(sorted_spool, "BLOCK", 10)

    assert memory_of(20_000) < 2 * memory_of(2_000)


OPENED = [Event(1, 1, AT, 1, e.DebateOpened(7, True, "Should we build?"))]


def answered(number: int) -> Iterator[Event]:
    """So many answers, each of another person to one of seven entries."""
    for place in range(1, number + 1):
        yield Event(1, place, AT, place, e.StanceTaken(1 + place * 5 % 7, place, 1, Answer.AGREE, place % 100))


def read(answers: list[Event]) -> ReadAnswers:
    """Answers as a file has them."""
    taken = [answer.change for answer in answers if isinstance(answer.change, e.StanceTaken)]
    return ReadAnswers(
        moments=[answer.at.isoformat() for answer in answers],
        actors=[answer.actor for answer in answers],
        entries=[change.entry for change in taken],
        people=[change.person for change in taken],
        wordings=[change.wording for change in taken],
        answers=[change.answer.value for change in taken],
        credences=[change.credence for change in taken],
        hashes="",
    )


def replayed(answers: Iterator[Event]) -> LargeLedger:
    running = StreamedReplay()
    for event in chain(OPENED, answers):
        running.take(event)
    return running.large_ledger()


def memory_of(number: int) -> int:
    """The most memory, in bytes, that it takes to replay so many answers, and to go through the stances."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in replayed(answered(number)).stances) == number
        _, most = tracemalloc.get_traced_memory()
        return most
    finally:
        tracemalloc.stop()
