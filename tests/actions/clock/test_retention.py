"""Debates whose channel Crux has lost are kept for a time, then deleted as a whole; coming back stops the clock."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.actions import tags
from bot.actions.clock import retention
from bot.actions.request import Request
from bot.actions.settings import change_setting
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.ledger.entries import Kind
from bot.ledger.house import Setting
from bot.store import tables as t
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from tests.databases import debates_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE, THERE = 7, 8
DAYS = timedelta(days=1)
KEEP = 30 * DAYS


def by_ana(channel: int, guild: int = HERE, request: int | None = None, at: datetime = NOON) -> Request:
    return Request(guild, channel, "housing", 5001, "ana", False, at, request)


async def begin(sessions: Sessions, *channels: int, guild: int = HERE) -> None:
    for channel in channels:
        await tags.state(sessions, by_ana(channel, guild), TagForm(Kind.CLAIM, "Rents fall"))


async def kept(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        return await debates_in(session)


async def rows(sessions: Sessions, table: sa.Table) -> int:
    async with sessions() as session:
        return await session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


async def test_a_server_that_was_left_is_kept_for_its_time_and_then_deleted(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, 70, 71)
    await begin(committed_sessions, 80, guild=THERE)

    await retention.server_left(committed_sessions, HERE, NOON)
    await retention.server_left(committed_sessions, HERE, NOON + 20 * DAYS)
    assert await retention.forget_lost(committed_sessions, NOON + KEEP - timedelta(seconds=1), KEEP) == 0
    assert await retention.channels_lost(committed_sessions, HERE) == [70, 71]
    assert await kept(committed_sessions) == [70, 71, 80]

    assert await retention.forget_lost(committed_sessions, NOON + KEEP, KEEP) == 2
    assert await kept(committed_sessions) == [80]
    assert await retention.forget_left_servers(committed_sessions, NOON + KEEP, KEEP) == 1
    assert await retention.servers_kept(committed_sessions) == [THERE]
    async with committed_sessions() as session:
        for table in t.metadata.sorted_tables:
            if "debate" in table.c:
                assert set(await session.scalars(sa.select(table.c.debate))) <= {80}, table


async def test_a_channel_that_is_there_again_is_kept(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, 70, 71)
    await retention.channel_left(committed_sessions, 70, NOON)
    await retention.channel_left(committed_sessions, 71, NOON)
    await retention.channel_left(committed_sessions, 99, NOON)

    await retention.channels_back(committed_sessions, [70, 99])

    assert await retention.forget_lost(committed_sessions, NOON + KEEP, KEEP) == 1
    assert await kept(committed_sessions) == [70]


async def test_with_no_days_it_goes_the_next_time_somebody_looks(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, 70, 71)
    await retention.channel_left(committed_sessions, 70, NOON)
    assert await retention.forget_lost(committed_sessions, NOON, timedelta(0)) == 1
    assert await kept(committed_sessions) == [71]


async def test_two_processes_that_tidy_at_once_do_not_wait_for_each_other(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, *range(70, 76))
    await retention.server_left(committed_sessions, HERE, NOON)
    both = (retention.forget_lost(committed_sessions, NOON + KEEP, KEEP) for _ in range(2))
    assert sum(await asyncio.gather(*both)) == 6
    assert await kept(committed_sessions) == []


async def test_somebody_who_acts_while_it_is_deleted_begins_anew_or_keeps_it(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, 70)
    for number in range(10):
        await retention.channel_left(committed_sessions, 70, NOON)
        stated = tags.state(committed_sessions, by_ana(70), TagForm(Kind.CLAIM, f"Claim number {number}"))
        await asyncio.gather(stated, retention.forget_lost(committed_sessions, NOON + KEEP, KEEP))
    await retention.channels_back(committed_sessions, [70])
    assert await retention.forget_lost(committed_sessions, NOON + KEEP, KEEP) == 0


async def test_old_requests_and_drafts_are_forgotten(committed_sessions: Sessions) -> None:
    await tags.state(committed_sessions, by_ana(70, request=1), TagForm(Kind.CLAIM, "One"))
    later = NOON + timedelta(minutes=50)
    await tags.state(committed_sessions, by_ana(70, request=2, at=later), TagForm(Kind.CLAIM, "Two"))
    await tags.keep_draft(committed_sessions, by_ana(70), Target(1, 5001, "ana", "Rents fall"))

    await retention.forget_passing(committed_sessions, NOON + timedelta(minutes=20))
    assert (await rows(committed_sessions, t.requests), await rows(committed_sessions, t.drafts)) == (2, 1)
    await retention.forget_passing(committed_sessions, NOON + timedelta(minutes=61))
    assert (await rows(committed_sessions, t.requests), await rows(committed_sessions, t.drafts)) == (1, 0)


async def decide(sessions: Sessions, days: str, guild: int = HERE, at: datetime = NOON) -> None:
    request = replace(by_ana(1, guild, at=at), manager=True)
    await change_setting(sessions, request, Houses(), Setting.KEPT_DAYS, days)


async def test_a_debate_is_deleted_once_nothing_has_happened_for_as_long_as_its_server_keeps_it(
    committed_sessions: Sessions,
) -> None:
    await decide(committed_sessions, "30", at=NOON - 8 * DAYS)
    await begin(committed_sessions, 70, 71)
    await begin(committed_sessions, 80, guild=THERE)
    later = by_ana(71, at=NOON + 10 * DAYS)
    await tags.state(committed_sessions, later, TagForm(Kind.CLAIM, "Quality suffers"))

    assert await retention.forget_expired(committed_sessions, NOON + KEEP - timedelta(seconds=1), None) == 0
    assert await retention.forget_expired(committed_sessions, NOON + KEEP, None) == 1
    assert await kept(committed_sessions) == [71, 80]
    assert await retention.forget_expired(committed_sessions, NOON + KEEP + 10 * DAYS, None) == 1
    assert await kept(committed_sessions) == [80]


async def test_nothing_is_deleted_for_its_age_in_the_week_after_a_server_changed_that(
    committed_sessions: Sessions,
) -> None:
    await begin(committed_sessions, 70)
    await decide(committed_sessions, "30", at=NOON + 100 * DAYS)

    assert await retention.forget_expired(committed_sessions, NOON + 106 * DAYS, None) == 0
    assert await retention.forget_expired(committed_sessions, NOON + 107 * DAYS, None) == 1


async def test_no_server_keeps_a_debate_for_longer_than_whoever_runs_crux_allows(committed_sessions: Sessions) -> None:
    await decide(committed_sessions, "30", at=NOON - 8 * DAYS)
    await decide(committed_sessions, "365", guild=9, at=NOON - 8 * DAYS)
    await begin(committed_sessions, 70)
    await begin(committed_sessions, 80, guild=THERE)
    await begin(committed_sessions, 90, guild=9)

    assert await retention.forget_expired(committed_sessions, NOON + 31 * DAYS, 90) == 1
    assert await kept(committed_sessions) == [80, 90]
    assert await retention.forget_expired(committed_sessions, NOON + 90 * DAYS, 90) == 2


async def test_of_two_processes_that_look_at_once_each_debate_is_deleted_by_one(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, *range(70, 80))

    both = await asyncio.gather(*(retention.forget_expired(committed_sessions, NOON + KEEP, 30) for _ in range(2)))

    assert sum(both) == 10
    assert await kept(committed_sessions) == []
