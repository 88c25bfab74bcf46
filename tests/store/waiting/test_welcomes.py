"""Which servers Crux was added to while nobody listened: by when that was, and by what is known of them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import servers
from bot.store.waiting import welcomes
from bot.store.writing import debate_rows

SINCE = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW, NEWER, OLD, WELCOMED, DECIDING, DEBATING = range(71, 77)
LATER = {NEWER: SINCE + 2 * HOUR, NEW: SINCE + HOUR}


async def test_the_servers_of_a_database_in_use_are_not_new(session: AsyncSession) -> None:
    await servers.locked(session, DECIDING)

    await welcomes.begin_welcoming(session, SINCE, HOUR)

    assert await welcomes.missed(session, LATER | {OLD: SINCE - timedelta(seconds=1)}) == [NEW, NEWER]


async def test_those_just_before_a_first_start_are_new_and_the_first_start_decides(session: AsyncSession) -> None:
    await welcomes.begin_welcoming(session, SINCE, HOUR)
    await welcomes.begin_welcoming(session, SINCE + 24 * HOUR, HOUR)

    assert await welcomes.missed(session, {OLD: SINCE - 2 * HOUR, NEW: SINCE - HOUR}) == [NEW]


async def test_nothing_was_missed_before_that_is_decided(session: AsyncSession) -> None:
    assert await welcomes.missed(session, LATER) == []


async def test_a_server_that_was_added_since_and_is_not_known_was_missed(session: AsyncSession) -> None:
    await welcomes.begin_welcoming(session, SINCE, HOUR)

    assert await welcomes.missed(session, LATER | {OLD: SINCE - 2 * HOUR}) == [NEW, NEWER]


async def test_what_is_known_of_a_server_says_that_it_was_seen(session: AsyncSession) -> None:
    await welcomes.begin_welcoming(session, SINCE, HOUR)
    await welcomes.make_due(session, WELCOMED, (), SINCE)
    await servers.locked(session, DECIDING)
    await debate_rows.create(session, 4001, DEBATING, SINCE)
    known = dict.fromkeys((WELCOMED, DECIDING, DEBATING), SINCE + HOUR)

    assert await welcomes.missed(session, LATER | known) == [NEW, NEWER]


async def test_without_servers_none_was_missed(session: AsyncSession) -> None:
    await welcomes.begin_welcoming(session, SINCE, HOUR)

    assert await welcomes.missed(session, {}) == []
