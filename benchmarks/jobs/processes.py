"""Several processes on one database: each serves shards of its own, and all are clicked at once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median

from benchmarks import measure
from benchmarks.jobs.clicks import AT_ONCE, COUNT, scene, stance_clicks
from benchmarks.measure import Result, Round
from benchmarks.programs import CRUX, running, started
from benchmarks.swift_discord import SwiftDiscord
from tests.loopback.world import World


@asynccontextmanager
async def fleet(world: World, database: str, size: int) -> AsyncIterator[SwiftDiscord]:
    """A Discord whose shards are served by so many processes, one each."""
    discord = SwiftDiscord(world, shards=size)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(discord.served())
        for shard in range(size):
            shards = {"CRUX_SHARD_COUNT": str(size), "CRUX_SHARDS": str(shard)}
            enter = running if shard == size - 1 else started
            await stack.enter_async_context(enter(CRUX, discord, database, **shards))
        yield discord


@asynccontextmanager
async def clicked(server: str, size: int) -> AsyncIterator[Round]:
    """A warm fleet on a database of its own; each round gives how many stance clicks a second it bears."""
    async with scene(server, shards=size) as (database, world), fleet(world, database, size) as discord:
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
    """What a second process brings: one process and two, in turns."""
    async with clicked(server, 1) as one, clicked(server, 2) as two:
        alone, together = await measure.side_by_side(one, two)
    return [measure.at_least("two processes on one database: clicks a second, by one's", alone, together, 1.6)]
