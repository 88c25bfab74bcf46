"""From the start of the process to READY and every server known, with everything migrated."""

from contextlib import AsyncExitStack

from benchmarks import measure
from benchmarks.database import opened
from benchmarks.jobs.clicks import FLOOR
from benchmarks.measure import Result
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord


async def starts(server: str) -> list[Result]:
    """Both from nothing to READY, in turns."""
    async with opened(server) as (database, _):

        async def start(program: tuple[str, ...]) -> float:
            async def until_ready() -> None:
                discord = await stack.enter_async_context(SwiftDiscord().served())
                await stack.enter_async_context(running(program, discord, database))

            async with AsyncExitStack() as stack:
                return await measure.seconds(until_ready)

        floor, ours = await measure.side_by_side(lambda: start(FLOOR), lambda: start(CRUX))
    return [measure.at_most("start to READY, s", floor, ours, 1.3)]
