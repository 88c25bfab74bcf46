"""Processor time of one process for one thing that it is asked to do: what other work on the machine disturbs least."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks import measure
from benchmarks.swift_discord import SwiftDiscord


@dataclass(frozen=True)
class Load:
    """A process, and what is asked of it `count` times a round, `at_once` at any time."""

    discord: SwiftDiscord
    process: int
    do: Callable[[], Awaitable[object]]
    count: int
    at_once: int

    async def microseconds(self) -> float:
        """One round: processor time of the process for each thing that was done."""
        before = measure.processor_seconds(self.process)
        await self.discord.done_a_second(self.do, self.count, self.at_once)
        return (measure.processor_seconds(self.process) - before) / self.count * 1e6


async def in_turns(loads: list[Load], rounds: int) -> list[list[float]]:
    """Each load's rounds, measured beside the others': who begins changes with each round."""
    found: list[list[float]] = [[] for _ in loads]
    for number in range(rounds):
        turns = list(enumerate(loads))
        for place, load in turns if number % 2 == 0 else reversed(turns):
            found[place].append(await load.microseconds())
    return found
