"""Claiming what is due among many schedules, and posting digests as fast as Discord lets a bot."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

import sqlalchemy as sa

from benchmarks import measure
from benchmarks.database import opened, raw
from benchmarks.measure import Result
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


async def posting(server: str) -> list[Result]:
    """A thousand digests that are due at once: how many a second, and how much of a core they take."""
    rounds = [await _post_all(server) for _ in range(measure.ROUNDS)]
    rate, share = (median(figures) for figures in zip(*rounds, strict=True))
    return [
        measure.no_less("posting digests: a second, sustained", rate, 50, "a second"),
        measure.no_more("posting digests: share of one core", share, 0.25, "of a core"),
    ]


async def _post_all(server: str) -> tuple[float, float]:
    discord = SwiftDiscord(World())
    async with opened(server) as (database, _):
        await due_digests(discord.world, database, POSTED)
        async with discord.served(), running(CRUX, discord, database, CRUX_TICK_SECONDS="1") as process:
            await discord.until(lambda: len(discord.posted) >= RUN_IN)
            before, used, begun = len(discord.posted), measure.processor_seconds(process.pid), time.perf_counter()
            await discord.until(lambda: len(discord.posted) >= POSTED - RUN_IN)
            seconds = time.perf_counter() - begun
            used = measure.processor_seconds(process.pid) - used
            return (len(discord.posted) - before) / seconds, used / seconds
