"""Reminders: made for a day that has come, claimed by one, posted once."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.waiting import reminders
from bot.store.waiting.reminders import REMINDERS, StoredReminder
from bot.store.writing import append, debate_rows
from tests.store.reading.test_events import DEBATE, GUILD, NOON

LEASE = timedelta(minutes=1)
DAY, LATER = date(2026, 12, 24), date(2026, 12, 31)
OPENED = (e.DebateOpened(GUILD, False, "rents"), e.ParticipantMet(1, "9001", "ana"))
OTHERS = (DEBATE + 1, DEBATE + 2, DEBATE + 3)


async def closed(session: AsyncSession, day: date | None, debate: int = DEBATE) -> None:
    head = await debate_rows.create(session, debate, GUILD, NOON)
    again = day.isoformat() if day is not None else None
    await append.record(session, head, 1, (*OPENED, e.DebateClosed(again)), NOON)


async def go_on(session: AsyncSession, *changes: e.Change) -> None:
    head = await debate_rows.lock(session, DEBATE)
    assert head is not None
    await append.record(session, head, 1, changes, NOON)


async def claimed(session: AsyncSession, upto: date = DAY, minutes: int = 0) -> list[StoredReminder]:
    at = NOON + timedelta(minutes=minutes)
    await reminders.make_due(execute_in(session), upto, at)
    return await REMINDERS.claim(execute_in(session), at, LEASE, f"process {minutes}", 5)


async def test_a_day_that_has_come_is_due_and_no_other(session: AsyncSession) -> None:
    await closed(session, DAY)
    for debate, day in zip(OTHERS, (LATER, None, LATER), strict=True):
        await closed(session, day, debate)

    assert await claimed(session, date(2026, 12, 23)) == []
    assert [(one.debate, one.of, one.attempts) for one in await claimed(session)] == [(DEBATE, DAY, 1)]
    assert await claimed(session) == []


async def test_a_claim_that_was_never_finished_is_taken_over_with_when_its_posting_began(session: AsyncSession) -> None:
    await closed(session, DAY)
    (first,) = await claimed(session)
    assert await REMINDERS.begin_posting(session, first, NOON, NOON + LEASE)
    (second,) = await claimed(session, minutes=2)

    assert (second.posting_since, second.attempts) == (NOON, 2)
    assert not await REMINDERS.begin_posting(session, first, NOON, NOON + LEASE)


async def test_what_was_claimed_by_a_clock_that_was_set_back_since_is_taken_over(session: AsyncSession) -> None:
    await closed(session, DAY)
    assert await claimed(session, minutes=60) != []

    assert await claimed(session, minutes=55) == []
    assert await claimed(session, minutes=0) != []
    assert await claimed(session, minutes=0) == []


async def test_a_day_is_posted_once(session: AsyncSession) -> None:
    await closed(session, DAY)
    (one,) = await claimed(session)

    assert await REMINDERS.record_posted(session, one, 700)
    assert not await REMINDERS.record_posted(session, one, 701)
    assert await REMINDERS.message_of(session, one) == 700
    assert await claimed(session, minutes=5) == []


async def test_another_day_is_another_reminder(session: AsyncSession) -> None:
    await closed(session, DAY)
    (first,) = await claimed(session)
    await REMINDERS.record_posted(session, first, 700)
    await go_on(session, e.LookAgainSet(LATER.isoformat()))

    assert await claimed(session, minutes=5) == []
    (again,) = await claimed(session, LATER, minutes=5)
    assert (again.of, again.posting_since, again.attempts) == (LATER, None, 1)
    assert not await REMINDERS.record_posted(session, first, 701)


async def test_a_debate_that_is_open_again_is_not_due(session: AsyncSession) -> None:
    await closed(session, DAY)
    await go_on(session, e.DebateReopened())

    assert await claimed(session) == []


async def test_what_cannot_be_posted_waits_and_what_is_over_does_not_come_back(session: AsyncSession) -> None:
    await closed(session, DAY)
    (first,) = await claimed(session)
    await REMINDERS.put_off(session, first, first.claimed_until + timedelta(days=1), anew=True)
    assert await claimed(session, minutes=5) == []
    (second,) = await claimed(session, minutes=24 * 60 + 5)
    await REMINDERS.finish(session, second)

    assert second.attempts == 1
    assert await claimed(session, minutes=3 * 24 * 60) == []


async def test_two_processes_claim_a_reminder_once(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        await closed(session, DAY)
    async with committed_sessions.begin() as one, committed_sessions.begin() as other:
        mine = await claimed(one)
        theirs = await REMINDERS.claim(execute_in(other), NOON, LEASE, "other", 5)

    assert [reminder.debate for reminder in mine] == [DEBATE]
    assert theirs == []
