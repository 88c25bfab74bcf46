"""A due slot is claimed once, however many processes look, and finished once."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.pauses import Obstacle
from bot.ledger.record.events import DebateOpened, ParticipantMet
from bot.ledger.schedules import CadenceKind, Schedule
from bot.store import tables as t
from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.waiting import schedules, slots
from bot.store.waiting.slots import DueSlot, FixedSlot
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD, ANA = 4001, 4002, 77, 1
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WEEKLY = Schedule(CadenceKind.WEEKLY, time(18, 30), "Asia/Kathmandu", (1, 5))
CRON = Schedule(CadenceKind.CRON, None, "UTC", (), "0 9 * * 1")


async def scheduled(session: AsyncSession, debate: int = DEBATE, slot: datetime = NOON) -> None:
    """A debate with a weekly schedule whose next slot this is."""
    head = await debate_rows.create(session, debate, GUILD, NOON)
    met = ParticipantMet(ANA, "9001", "ana")
    await append.record(session, head, ANA, (DebateOpened(GUILD, False, "rents"), met), NOON)
    await schedules.put(session, debate, WEEKLY, slot, ANA)


async def due(session: AsyncSession, at: datetime = NOON) -> list[int]:
    return [found.debate for found in await schedules.lock_due(session, at, 20)]


async def claim(session: AsyncSession, debate: int = DEBATE, at: datetime = NOON) -> bool:
    return debate in await slots.claim_each(session, [DueSlot(debate, NOON, NOON + DAY)], "one", at)


async def impatient(session: AsyncSession) -> None:
    """Fail rather than wait for whoever holds a row."""
    await session.execute(sa.text("SET LOCAL lock_timeout = '100ms'"))


async def test_a_slot_is_claimed_once_and_the_schedule_moves_on(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    assert await claim(session)
    assert await due(session) == [OTHER]
    assert not await claim(session)
    assert await claim(session, OTHER)


async def test_a_slot_that_was_posted_stays_posted_when_it_is_scheduled_again(session: AsyncSession) -> None:
    await scheduled(session)
    assert await claim(session)
    assert await slots.record_posted(session, DEBATE, NOON, "one", 601)
    await schedules.put(session, DEBATE, CRON, NOON, ANA)
    assert not await claim(session)
    assert await due(session) == []


async def test_processes_that_look_at_once_share_the_slots(committed_sessions: Sessions) -> None:
    wanted = range(5000, 5040)
    async with committed_sessions.begin() as session:
        for debate in wanted:
            await scheduled(session, debate)

    async def process(owner: str) -> list[int]:
        mine: list[int] = []
        while True:
            async with committed_sessions.begin() as session:
                found = await schedules.lock_due(session, NOON, 3)
                for held in found:
                    if await slots.claim_each(session, [DueSlot(held.debate, NOON, NOON + DAY)], owner, NOON):
                        mine.append(held.debate)
            if not found:
                return mine

    shares = await asyncio.gather(*(process(owner) for owner in ("one", "two", "three", "four")))
    assert sorted(debate for share in shares for debate in share) == list(wanted)


async def test_a_slot_that_another_process_holds_is_passed_over(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        await scheduled(session)
        await scheduled(session, OTHER)
    async with committed_sessions.begin() as first, committed_sessions.begin() as second:
        await impatient(second)
        assert [held.debate for held in await schedules.lock_due(first, NOON, 1)] == [DEBATE]
        assert await due(second) == [OTHER]


async def test_a_claim_that_was_not_committed_is_no_claim(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        await scheduled(session)
    async with committed_sessions() as crashed:
        assert await due(crashed) == [DEBATE]
        assert await claim(crashed)
    async with committed_sessions.begin() as session:
        assert await due(session) == [DEBATE]
        assert await claim(session)


async def test_a_slot_left_unfinished_is_taken_over_with_the_moment_of_its_first_claim(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    await claim(session)
    await claim(session, OTHER)
    await slots.record_silent(session, OTHER, NOON)
    assert await slots.reclaim(session, MINUTE, "two", NOON + MINUTE, 9) == []
    second, third = (slots.OpenSlot(DEBATE, NOON, NOON, attempts) for attempts in (2, 3))
    assert await slots.reclaim(session, MINUTE, "two", NOON + 2 * MINUTE, 9) == [second]
    assert await slots.reclaim(session, MINUTE, "three", NOON + 2 * MINUTE, 9) == []
    assert await slots.reclaim(session, MINUTE, "three", NOON + 4 * MINUTE, 9) == [third]


async def test_what_fails_again_and_again_is_tried_less_often_but_is_tried(session: AsyncSession) -> None:
    await scheduled(session)
    await claim(session)
    at, waits = NOON, []
    for _ in range(7):
        began = at
        while not await slots.reclaim(session, MINUTE, "two", at, 9, patience=16):
            at += MINUTE
        waits.append((at - began) // MINUTE)
    assert waits == [2, 3, 5, 9, 17, 17, 17]


async def test_what_was_claimed_by_a_clock_that_was_set_back_since_is_taken_over(session: AsyncSession) -> None:
    await scheduled(session)
    await claim(session, at=NOON + timedelta(hours=1))
    assert await slots.reclaim(session, MINUTE, "two", NOON + timedelta(minutes=55), 9) == []
    assert await slots.reclaim(session, MINUTE, "two", NOON, 9) != []
    assert await slots.reclaim(session, MINUTE, "two", NOON + MINUTE, 9) == []


async def test_a_lease_is_renewed_by_its_owner_alone_and_until_the_slot_is_finished(session: AsyncSession) -> None:
    await scheduled(session)
    await claim(session)
    assert await slots.renew(execute_in(session), DEBATE, NOON, "one", NOON + 2 * MINUTE)
    assert await slots.reclaim(session, MINUTE, "two", NOON + 3 * MINUTE, 9) == []
    assert await slots.reclaim(session, MINUTE, "two", NOON + 4 * MINUTE, 9) != []
    assert not await slots.renew(execute_in(session), DEBATE, NOON, "one", NOON + 4 * MINUTE)
    assert await slots.record_posted(session, DEBATE, NOON, "one", 601)
    assert not await slots.renew(execute_in(session), DEBATE, NOON, "two", NOON + 4 * MINUTE)


async def test_what_a_slots_digest_tells_of_is_fixed_at_its_first_attempt(session: AsyncSession) -> None:
    await scheduled(session)
    await claim(session)
    assert await slots.fix(execute_in(session), DEBATE, NOON, 7) == FixedSlot(7, None)
    assert await slots.fix(execute_in(session), DEBATE, NOON, 9) == FixedSlot(7, None)
    assert await slots.message_of(session, DEBATE, NOON) is None
    assert await slots.record_posted(session, DEBATE, NOON, "one", 601)
    assert await slots.fix(execute_in(session), DEBATE, NOON, 9) is None
    assert await slots.message_of(session, DEBATE, NOON) == 601


async def test_a_slot_that_is_dropped_is_over_unless_its_message_may_be_there(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    for debate in (DEBATE, OTHER):
        await claim(session, debate)
        await slots.fix(execute_in(session), debate, NOON, 7)
    assert await slots.renew(execute_in(session), DEBATE, NOON, "one", NOON)
    await slots.drop_open(session, DEBATE)
    await slots.drop_open(session, OTHER)

    assert not await slots.record_posted(session, DEBATE, NOON, "one", 601)
    assert not await slots.record_posted(session, OTHER, NOON, "one", 602)
    (sought,) = await slots.reclaim(session, MINUTE, "two", NOON + 2 * MINUTE, 9)
    assert (sought.debate, sought.posting_begun) == (DEBATE, True)
    assert not await slots.absent(session, DEBATE, NOON, "two", NOON)
    assert await slots.reclaim(session, MINUTE, "three", NOON + DAY, 9) == []


async def test_a_slot_is_fixed_anew_after_an_obstacle_only_once_its_message_is_surely_absent(
    session: AsyncSession,
) -> None:
    await scheduled(session)
    await claim(session)
    await slots.fix(execute_in(session), DEBATE, NOON, 7)
    assert await slots.renew(execute_in(session), DEBATE, NOON, "one", NOON)
    for _ in range(2):
        assert await slots.record_failed(session, DEBATE, NOON)
        await schedules.obstruct(session, DEBATE, NOON, Obstacle.CHANNEL_HIDDEN, NOON)
        assert await slots.reopen(session, [DEBATE], NOON - DAY) == [DEBATE]
        assert await slots.reclaim(session, MINUTE, "two", NOON, 9) != []
        assert await slots.fix(execute_in(session), DEBATE, NOON, 9) == FixedSlot(7, None)

    assert not await slots.absent(session, DEBATE, NOON, "two", NOON - DAY)
    assert await slots.reclaim(session, MINUTE, "two", NOON, 9) != []
    assert await slots.fix(execute_in(session), DEBATE, NOON, 9) == FixedSlot(9, None)


async def test_two_who_take_over_at_once_do_not_take_the_same_slot(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        for debate in (DEBATE, OTHER):
            await scheduled(session, debate)
            await claim(session, debate)
    async with committed_sessions.begin() as first, committed_sessions.begin() as second:
        await impatient(second)
        one = await slots.reclaim(first, MINUTE, "two", NOON + 2 * MINUTE, 1)
        two = await slots.reclaim(second, MINUTE, "three", NOON + 2 * MINUTE, 9)
    assert len(one) == len(two) == 1
    assert {slot.debate for slot in one + two} == {DEBATE, OTHER}


async def test_a_slot_is_finished_once(session: AsyncSession) -> None:
    await scheduled(session)
    await scheduled(session, OTHER)
    await claim(session)
    await claim(session, OTHER)
    assert await slots.record_posted(session, DEBATE, NOON, "one", 601)
    assert not await slots.record_posted(session, DEBATE, NOON, "one", 602)
    assert not await slots.record_failed(session, DEBATE, NOON)
    assert not await slots.record_silent(session, DEBATE, NOON + DAY)
    rows = (await session.execute(sa.select(t.slots.c.debate, t.slots.c.state))).all()
    states = {row.debate: row.state for row in rows}
    assert states == {DEBATE: "posted", OTHER: "claimed"}
    assert await slots.record_failed(session, OTHER, NOON)
    assert await slots.reclaim(session, MINUTE, "two", NOON + DAY, 9) == []


@pytest.mark.parametrize(
    ("table", "values", "rule"),
    [
        (t.schedules, {"cadence": "hourly"}, "ck_schedules_cadence"),
        (t.schedules, {"cron": "0 9 * * 1"}, "ck_schedules_cron_says_when"),
        (t.schedules, {"days": [0]}, "ck_schedules_days_of_the_week"),
        (t.slots, {"state": "lost"}, "ck_slots_state"),
        (t.slots, {"attempts": 0}, "ck_slots_attempts"),
        (t.slots, {"state": "posted"}, "ck_slots_posted_has_message"),
        (t.slots, {"message": 601}, "ck_slots_posted_has_message"),
        (t.slots, {"dropped": True}, "ck_slots_dropped_amid_posting"),
    ],
)
async def test_the_database_refuses(
    session: AsyncSession, table: sa.Table, values: dict[str, object], rule: str
) -> None:
    await scheduled(session)
    await claim(session)
    with pytest.raises(IntegrityError, match=rule):
        await session.execute(sa.update(table).values(values))
