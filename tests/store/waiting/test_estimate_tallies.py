"""Tallies of estimates: due once they are counted, claimed by one, posted once."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.waiting import estimate_tallies as tallies
from bot.store.waiting.estimate_tallies import TALLIES, StoredTally
from tests.store.reading.test_events import DEBATE, GUILD, NOON, begin

LEASE = timedelta(minutes=1)
COUNTED, AGAIN = 5, 9
DAY = 24 * 60


async def claimed(session: AsyncSession, minutes: int = 0) -> list[StoredTally]:
    return await TALLIES.claim(execute_in(session), NOON + timedelta(minutes=minutes), LEASE, f"process {minutes}", 5)


async def counted(session: AsyncSession) -> StoredTally:
    """A debate's estimates are counted, and a process is at the message."""
    await begin(session)
    await tallies.put(session, DEBATE, COUNTED, NOON)
    (one,) = await claimed(session)
    return one


async def test_what_is_counted_is_due_and_claimed_by_one(session: AsyncSession) -> None:
    one = await counted(session)

    assert (one.debate, one.of, one.attempts, one.posting_since) == (DEBATE, COUNTED, 1, None)
    assert await claimed(session) == []


async def test_a_claim_that_was_never_finished_is_taken_over_with_when_its_posting_began(session: AsyncSession) -> None:
    first = await counted(session)
    assert await TALLIES.begin_posting(session, first, NOON, NOON + LEASE)
    (second,) = await claimed(session, minutes=2)

    assert (second.posting_since, second.attempts) == (NOON, 2)
    assert not await TALLIES.begin_posting(session, first, NOON, NOON + LEASE)


async def test_a_tally_is_posted_once(session: AsyncSession) -> None:
    one = await counted(session)

    assert await TALLIES.record_posted(session, one, 700)
    assert not await TALLIES.record_posted(session, one, 701)
    assert await TALLIES.message_of(session, one) == 700
    assert await claimed(session, minutes=DAY) == []


async def test_what_is_counted_after_another_closing_is_posted_anew_and_the_earlier_no_more(
    session: AsyncSession,
) -> None:
    first = await counted(session)
    await tallies.put(session, DEBATE, AGAIN, NOON)

    assert not await TALLIES.record_posted(session, first, 700)
    (second,) = await claimed(session)
    assert (second.of, second.attempts) == (AGAIN, 1)


async def test_what_was_claimed_by_a_clock_that_was_set_back_since_is_taken_over(session: AsyncSession) -> None:
    await begin(session)
    await tallies.put(session, DEBATE, COUNTED, NOON)
    assert await claimed(session, minutes=60) != []

    assert await claimed(session, minutes=55) == []
    assert await claimed(session) != []


async def test_what_cannot_be_posted_waits_and_is_tried_at_once_where_rights_change(session: AsyncSession) -> None:
    one = await counted(session)
    await TALLIES.put_off(session, one, NOON + timedelta(days=1))
    assert await claimed(session, minutes=5) == []
    await TALLIES.retry_in_server(session, GUILD + 1, NOON)
    assert await claimed(session, minutes=5) == []
    await TALLIES.retry_in_server(session, GUILD, NOON)
    (again,) = await claimed(session, minutes=5)
    await TALLIES.finish(session, again)

    assert again.attempts == 2
    assert await claimed(session, minutes=3 * DAY) == []


async def test_two_processes_claim_a_tally_once(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        await begin(session)
        await tallies.put(session, DEBATE, COUNTED, NOON)
    async with committed_sessions.begin() as one, committed_sessions.begin() as other:
        mine = await claimed(one)
        theirs = await claimed(other)

    assert [tally.debate for tally in mine] == [DEBATE]
    assert theirs == []
