"""Several processes on one database: each serves shards of its own, and all are clicked at once."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median

from benchmarks import measure
from benchmarks.jobs.clicks import AT_ONCE, COUNT, scene, stance_clicks
from benchmarks.measure import Result, Round
from benchmarks.programs import CRUX, running, started
from benchmarks.shares import share_of_a_core, shares_can_be_given
from benchmarks.swift_discord import SwiftDiscord
from tests.loopback.world import World

SHARE = 0.25
"""Of one core, for each of two processes: PostgreSQL and Discord, which are on this machine too, then have enough."""


@asynccontextmanager
async def fleet(world: World, database: str, size: int, share: float | None = None) -> AsyncIterator[SwiftDiscord]:
    """A Discord whose shards are served by so many processes, one each, each with all of the machine or a share."""
    discord = SwiftDiscord(world, shards=size)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(discord.served())
        groups = [
            stack.enter_context(share_of_a_core(f"{os.getpid()}-{size}-{shard}", share))
            for shard in range(size)
            if share is not None
        ]
        processes = []
        for shard in range(size):
            shards = {"CRUX_SHARD_COUNT": str(size), "CRUX_SHARDS": str(shard)}
            enter = running if shard == size - 1 else started
            processes.append(await stack.enter_async_context(enter(CRUX, discord, database, **shards)))
        for group, process in zip(groups, processes, strict=False):
            group.write_text(str(process.pid))
        yield discord


@asynccontextmanager
async def clicked(server: str, size: int, share: float | None = None) -> AsyncIterator[Round]:
    """A warm fleet on a database of its own; each round gives how many stance clicks a second it bears."""
    async with scene(server, shards=size) as (database, world), fleet(world, database, size, share) as discord:
        clicks = stance_clicks(world, size)

        async def saturated() -> float:
            return await discord.done_a_second(lambda: discord.ask(next(clicks)), COUNT, AT_ONCE * size)

        await saturated()
        yield saturated


async def clicks_a_second(server: str, size: int) -> float:
    """Stance clicks that so many processes bear together: the median of the rounds."""
    async with clicked(server, size) as saturated:
        return median([await saturated() for _ in range(measure.ROUNDS)])


async def two_processes(server: str) -> list[Result]:
    """What a second process brings: one process and two, in turns, each with a share of a core that is its own.

    Where no shares can be given, they share the machine with PostgreSQL and Discord, and the figure says more of that.
    """
    share = SHARE if shares_can_be_given() else None
    async with clicked(server, 1, share) as one, clicked(server, 2, share) as two:
        alone, together = await measure.side_by_side(one, two)
    each = f", {share} of a core each" if share is not None else ""
    return [measure.at_least(f"two processes on one database{each}: clicks a second, by one's", alone, together, 1.6)]
