"""A debate's schedule: read as it was set, due from its slot on, and not while it is paused."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.pauses import Obstacle
from bot.store.prepared import execute_in
from bot.store.waiting import schedules
from tests.store.waiting.test_slots import ANA, CRON, DAY, DEBATE, MINUTE, NOON, OTHER, WEEKLY, due, scheduled


async def test_a_schedule_is_read_as_it_was_set(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    assert await schedules.get(execute_in(session), DEBATE) == schedules.StoredSchedule(
        DEBATE, WEEKLY, NOON, None, True
    )
    stored = await schedules.put(session, DEBATE, CRON, NOON + DAY, ANA, quiet=False)
    assert stored == schedules.StoredSchedule(DEBATE, CRON, NOON + DAY, None, False)
    assert await schedules.get(execute_in(session), DEBATE) == stored
    assert await schedules.get(execute_in(session), OTHER) == schedules.StoredSchedule(OTHER, WEEKLY, NOON, None, True)
    assert await schedules.get(execute_in(session), 4999) is None


async def test_a_slot_is_due_from_its_moment_on(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER, NOON - DAY)
    assert await due(session, NOON - MINUTE) == [OTHER]
    assert await due(session) == [OTHER, DEBATE]
    assert [found.debate for found in await schedules.lock_due(session, NOON, 1)] == [OTHER]


async def test_a_paused_schedule_is_never_due_and_goes_on_with_a_slot_to_come(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    await schedules.pause(session, DEBATE, Obstacle.POSTING_FORBIDDEN)
    paused = await schedules.get(execute_in(session), DEBATE)
    assert paused is not None
    assert paused.pause_reason == Obstacle.POSTING_FORBIDDEN
    assert await due(session, NOON + DAY) == [OTHER]
    await schedules.put(session, DEBATE, WEEKLY, NOON + 2 * DAY, ANA, quiet=True)
    assert await due(session, NOON + DAY) == [OTHER]
    assert await due(session, NOON + 2 * DAY) == [OTHER, DEBATE]
