"""Interactions by HTTP: processor time a click against the same click over the gateway, memory, and four processes."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from benchmarks import measure
from benchmarks.jobs.clicks import AT_ONCE, COUNT, FLOOR, scene, stance_clicks
from benchmarks.measure import Result, Round
from benchmarks.programs import CRUX, running, serving
from benchmarks.shares import share_of_a_core, shares_can_be_given
from benchmarks.swift_discord import SwiftDiscord

PROCESSES = 4
SHARE = 0.1
"""Of one core, for each of the processes: those that click, and PostgreSQL, are on this machine too."""


async def by_http(server: str) -> list[Result]:
    """A stance click by HTTP, against one over Crux's gateway and one over a plain discord.py bot's."""
    async with scene(server) as (database, world), AsyncExitStack() as stack:
        discords = [await stack.enter_async_context(SwiftDiscord(world).served()) for _ in range(3)]
        floor, gateway, http = discords
        processes = [
            await stack.enter_async_context(running(FLOOR, floor, database)),
            await stack.enter_async_context(running(CRUX, gateway, database)),
            await stack.enter_async_context(serving(http, database)),
        ]
        clicks = [stance_clicks(world, number) for number in range(3)]

        def a_click(number: int) -> Round:
            discord, process, asked = discords[number], processes[number], clicks[number]

            async def used() -> float:
                before = measure.processor_seconds(process.pid)
                await discord.done_a_second(lambda: discord.ask(next(asked)), COUNT, AT_ONCE)
                return 1000 * (measure.processor_seconds(process.pid) - before) / COUNT

            return used

        rounds = [a_click(number) for number in range(3)]
        for warm in rounds:
            await warm()
        of_floor, of_gateway, ours = await measure.in_turns(*rounds)
        held = [measure.megabytes(process.pid) for process in processes]
    return [
        measure.at_most("a click by HTTP: processor ms, by Crux's gateway's", of_gateway, ours, 0.6),
        measure.at_most("a click by HTTP: processor ms, by plain discord.py's", of_floor, ours, 1.0),
        measure.at_most("memory of crux serve after clicks, by crux run's, MB", held[1], held[2], 1.0),
    ]


@asynccontextmanager
async def clicked(server: str, size: int, share: float | None) -> AsyncIterator[Round]:
    """So many warm processes on one database, clicked in turns; each round gives how many clicks a second they bear."""
    async with scene(server) as (database, world), AsyncExitStack() as stack:
        discord = await stack.enter_async_context(SwiftDiscord(world).served())
        names = [f"{os.getpid()}-http-{size}-{number}" for number in range(size)]
        groups = [stack.enter_context(share_of_a_core(name, share)) for name in names if share is not None]
        processes = [await stack.enter_async_context(serving(discord, database)) for _ in range(size)]
        clicks = stance_clicks(world, size)

        def clicked_by(people: int) -> Round:
            return lambda: discord.done_a_second(lambda: discord.ask(next(clicks)), COUNT, people)

        # What a first click imports takes longer than Discord waits, where many wait or a part of a core does it.
        for people in (size, AT_ONCE):
            await clicked_by(people)()
        for group, process in zip(groups, processes, strict=False):
            group.write_text(str(process.pid))
        yield clicked_by(AT_ONCE)


async def four_processes(server: str) -> list[Result]:
    """What three more processes bring behind a proxy that asks the least busy one: each with a share of its own."""
    share = SHARE if shares_can_be_given() else None
    async with clicked(server, 1, share) as one, clicked(server, PROCESSES, share) as four:
        alone, together = await measure.side_by_side(one, four)
    each = f", {share} of a core each" if share is not None else ""
    return [measure.at_least(f"four processes by HTTP{each}: clicks a second, by one's", alone, together, 3.0)]
