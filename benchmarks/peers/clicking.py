"""What a click costs each contender, all of them in turns: processor time, and how many a second it bears."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median

from benchmarks import measure
from benchmarks.jobs.clicks import AT_ONCE, COUNT, scene, stance_clicks
from benchmarks.peers.contenders import Contender
from benchmarks.programs import running
from benchmarks.swift_discord import SwiftDiscord
from tests.loopback.world import Json, World


@dataclass
class Clicked:
    """A contender that runs, with the rounds it was measured in."""

    discord: SwiftDiscord
    process: int
    clicks: Iterator[Json]
    microseconds: list[float] = field(default_factory=list)
    """Of processor time a click, of the bot's process alone."""
    a_second: list[float] = field(default_factory=list)

    async def click(self) -> float:
        """Click as often as a round asks; gives how many clicks a second there were."""
        return await self.discord.done_a_second(lambda: self.discord.ask(next(self.clicks)), COUNT, AT_ONCE)

    async def measure(self) -> None:
        """One round."""
        before = measure.processor_seconds(self.process)
        self.a_second.append(await self.click())
        self.microseconds.append((measure.processor_seconds(self.process) - before) / COUNT * 1e6)


async def clicked(server: str, contenders: Sequence[Contender]) -> dict[str, tuple[float, float]]:
    """Microseconds of processor time a click, and clicks a second: medians, by the contender's name."""
    async with scene(server) as (database, world), AsyncExitStack() as stack:
        there = {
            one.named: await stack.enter_async_context(_running(one, database, world, number))
            for number, one in enumerate(contenders)
        }
        for one in there.values():
            await one.click()
        for number in range(measure.ROUNDS):
            # Who begins changes with each round.
            for one in list(there.values()) if number % 2 == 0 else reversed(there.values()):
                await one.measure()
    return {name: (median(one.microseconds), median(one.a_second)) for name, one in there.items()}


@asynccontextmanager
async def _running(contender: Contender, database: str, world: World, seed: int) -> AsyncIterator[Clicked]:
    told = contender.environment(database)
    async with (
        SwiftDiscord(world, compressing=contender.compressed).served() as discord,
        running(contender.program(), discord, database, **told) as process,
    ):
        yield Clicked(discord, process.pid, stance_clicks(world, seed))
