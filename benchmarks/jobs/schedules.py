"""Claiming what is due among many schedules, and posting digests as fast as Discord lets a bot."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

import sqlalchemy as sa

from benchmarks import measure
from benchmarks.database import opened, raw
from benchmarks.jobs.clicks import AT_ONCE, COUNT, clicking, scene
from benchmarks.measure import Result
from benchmarks.processor_time import Load
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord
from bot.actions.clock import digests
from bot.store import tables
from bot.store.sessions import Sessions
from tests.load.digests import due_digests
from tests.loopback.world import GUILD, World

FEW, MANY = 1_000, 1_000_000
CLAIMS = 40
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)

# So many debates with a schedule, the first slot of each, the number that theirs follow, and their server.
SCHEDULED = """
WITH made AS (
    INSERT INTO debates (id, guild, question, opened_by, opened_at, head_sequence, head_hash)
    SELECT $3::bigint + n, $4::bigint, 'q', 1, now(), 1, '\\x00' FROM generate_series(1, $1::int) n RETURNING id
), met AS (
    INSERT INTO participants (debate, number) SELECT id, 1 FROM made RETURNING debate
)
INSERT INTO schedules (debate, cadence, time, timezone, days, next_slot, set_by)
SELECT debate, 'daily', '12:00', 'UTC', '{}', $2::timestamptz + make_interval(secs => debate % 86400), 1 FROM met
"""


async def claims(server: str) -> list[Result]:
    """One look for what is due that finds twenty slots, with a thousand schedules and with a million."""
    async with opened(server) as (few, few_sessions), opened(server) as (many, many_sessions):
        for database, count in ((few, FEW), (many, MANY)):
            async with raw(database) as connection:
                await connection.execute(SCHEDULED, count, NOON + timedelta(days=1), 0, GUILD)
                await connection.execute("VACUUM ANALYZE")

        async def claim(sessions: Sessions) -> float:
            taken = []
            for _ in range(CLAIMS):
                await _make_due(sessions, 20)
                begun = time.perf_counter()
                claimed = await digests.claim(sessions, NOON, "benchmark")
                taken.append(time.perf_counter() - begun)
                if len(claimed) != 20:
                    raise AssertionError(f"{len(claimed)} slots were claimed, not 20")
                await _finish(sessions)
            return 1000 * measure.quantile(taken, 0.5)

        floor, ours = await measure.side_by_side(lambda: claim(few_sessions), lambda: claim(many_sessions))
    return [measure.at_most("claiming 20 due slots, 1,000,000 schedules to 1,000, ms", floor, ours, 1.2)]


async def _make_due(sessions: Sessions, count: int) -> None:
    async with sessions.begin() as session:
        first = tables.schedules.c.debate <= count
        due = {"pause_reason": None, "next_slot": NOON - timedelta(minutes=1)}
        await session.execute(sa.update(tables.schedules).where(first).values(due))


async def _finish(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(sa.delete(tables.slots))


POSTED, RUN_IN = 1_000, 100

POST_CLICKS = 11
"""How many clicks a post may take: a quarter of a core at fifty a second, so five milliseconds, was aimed at.

A click took 0.45 on the machine where that was.
"""


async def posting(server: str) -> list[Result]:
    """A thousand digests that are due at once: how many a second, and how many clicks' processor time each takes."""
    rates: list[float] = []

    async def post() -> float:
        rate, milliseconds = await _post_all(server)
        rates.append(rate)
        return milliseconds

    async with (
        scene(server) as (database, world),
        SwiftDiscord(world).served() as discord,
        running(CRUX, discord, database) as process,
    ):
        clicks = Load(discord, process.pid, clicking(discord, world, 1), COUNT, AT_ONCE)

        async def click() -> float:
            return await clicks.microseconds() / 1000

        await click()
        by_click, by_post = await measure.side_by_side(click, post)
    return [
        measure.no_less("posting digests: a second, sustained", median(rates), 50, "a second"),
        measure.at_most("posting a digest, to a click, ms of processor", by_click, by_post, POST_CLICKS),
    ]


async def _post_all(server: str) -> tuple[float, float]:
    """How many are posted a second, and the milliseconds of processor time for each."""
    discord = SwiftDiscord(World())
    async with opened(server) as (database, _):
        await due_digests(discord.world, database, POSTED)
        async with discord.served(), running(CRUX, discord, database, CRUX_TICK_SECONDS="1") as process:
            await discord.until(lambda: len(discord.posted) >= RUN_IN)
            before, used, begun = len(discord.posted), measure.processor_seconds(process.pid), time.perf_counter()
            await discord.until(lambda: len(discord.posted) >= POSTED - RUN_IN)
            seconds = time.perf_counter() - begun
            used = measure.processor_seconds(process.pid) - used
            posted = len(discord.posted) - before
            return posted / seconds, 1000 * used / posted
