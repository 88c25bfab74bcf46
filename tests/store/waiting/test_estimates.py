"""Sealed estimates: one of a person and phase, corrected for a while, deleted with the person or once counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.estimates import Estimate, Phase
from bot.ledger.record import events as e
from bot.store.tables import estimates as table
from bot.store.waiting import estimates
from bot.store.writing import append, debate_rows
from tests.store.reading.test_events import DEBATE, GUILD, NOON

HOUR = timedelta(hours=1)
SEALED = Estimate(1, Phase.BEFORE, 70, False, NOON)
LATER = replace(SEALED, percent=40, at=NOON + 2 * HOUR)


@pytest.fixture
async def begun(session: AsyncSession) -> AsyncSession:
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    people = (e.ParticipantMet(1, "9001", "ana"), e.ParticipantMet(2, "9002", "ben"))
    await append.record(session, head, 1, (e.DebateOpened(GUILD, False, "rents"), *people), NOON)
    return session


async def put(session: AsyncSession, given: Estimate) -> bool:
    return await estimates.put(session, DEBATE, given, given.at - HOUR) is not None


async def test_the_number_of_before_is_corrected_within_an_hour_of_the_first_and_stands_then(
    begun: AsyncSession,
) -> None:
    corrected = replace(SEALED, percent=60, at=NOON + HOUR / 2)

    assert await put(begun, SEALED)
    assert await put(begun, corrected)
    assert not await put(begun, replace(SEALED, percent=40, at=NOON + 1.25 * HOUR))
    assert await estimates.of_debate(begun, DEBATE) == [replace(corrected, at=NOON)]


async def test_one_of_somebody_whose_answers_do_not_count_is_sealed_and_not_among_those_that_are_counted(
    begun: AsyncSession,
) -> None:
    head = await debate_rows.lock(begun, DEBATE)
    assert head is not None
    await append.record(begun, head, 1, (e.ParticipantCounted(1, False),), NOON)

    assert await put(begun, SEALED)
    assert await put(begun, replace(SEALED, person=2))
    assert [one.person for one in await estimates.of_debate(begun, DEBATE)] == [2]


async def test_one_of_after_is_changed_as_long_as_it_is_taken(begun: AsyncSession) -> None:
    first, last = replace(SEALED, phase=Phase.AFTER), replace(LATER, phase=Phase.AFTER)

    assert await put(begun, first)
    assert await put(begun, last)
    assert await estimates.of_debate(begun, DEBATE) == [last]


async def test_leave_is_given_and_taken_back_for_both_of_a_persons_numbers(begun: AsyncSession) -> None:
    await put(begun, SEALED)
    await put(begun, replace(LATER, phase=Phase.AFTER, shown=True))
    given = [one.shown for one in await estimates.of_debate(begun, DEBATE)]
    await put(begun, replace(SEALED, at=LATER.at + HOUR))

    assert given == [True, True]
    assert [one.shown for one in await estimates.of_debate(begun, DEBATE)] == [False, False]


async def test_they_are_due_once_the_debate_is_closed_and_gone_once_they_are_deleted(begun: AsyncSession) -> None:
    await put(begun, SEALED)
    before = await estimates.due(begun, NOON + HOUR)
    head = await debate_rows.lock(begun, DEBATE)
    assert head is not None
    await append.record(begun, head, 1, (e.DebateClosed(),), NOON + HOUR)
    early, due = await estimates.due(begun, NOON), await estimates.due(begun, NOON + HOUR)
    await estimates.delete_of_debate(begun, DEBATE)

    assert (before, early, due) == ([], [], [DEBATE])
    assert await estimates.due(begun, NOON + HOUR) == []


async def test_those_of_somebody_who_is_forgotten_are_deleted_and_no_others(begun: AsyncSession) -> None:
    await put(begun, SEALED)
    await put(begun, replace(SEALED, person=2))
    counted = [await estimates.of_user(begun, user) for user in (9001, 9003)]
    await estimates.delete_of_person(begun, DEBATE, 1)

    assert counted == [1, 0]
    assert await estimates.people_before(begun, DEBATE) == 1
    assert [one.person for one in await estimates.of_debate(begun, DEBATE)] == [2]


@pytest.mark.parametrize(("percent", "phase"), [(101, "before"), (-1, "after"), (50, "during")])
async def test_the_database_refuses_what_is_no_estimate(begun: AsyncSession, percent: int, phase: str) -> None:
    row = {"debate": DEBATE, "person": 1, "phase": phase, "percent": percent, "at": NOON}

    with pytest.raises(IntegrityError):
        await begun.execute(sa.insert(table).values(row))
