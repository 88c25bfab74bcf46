"""From the start of the process until it has logged in and heard of its server, all contenders in turns."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from statistics import median

from benchmarks import measure
from benchmarks.database import opened
from benchmarks.peers.contenders import Contender
from benchmarks.programs import running
from benchmarks.swift_discord import SwiftDiscord


async def started(server: str, contenders: Sequence[Contender]) -> dict[str, float]:
    """Seconds: medians, by the contender's name."""
    taken: dict[str, list[float]] = {one.named: [] for one in contenders}
    async with opened(server) as (database, _):
        for _ in range(measure.ROUNDS):
            for one in contenders:
                taken[one.named].append(await _start(one, database))
    return {name: median(seconds) for name, seconds in taken.items()}


async def _start(contender: Contender, database: str) -> float:
    async def until_ready() -> None:
        discord = await stack.enter_async_context(SwiftDiscord(compressing=contender.compressed).served())
        asked = running(contender.program(), discord, database, **contender.environment(database))
        await stack.enter_async_context(asked)

    async with AsyncExitStack() as stack:
        return await measure.seconds(until_ready)
