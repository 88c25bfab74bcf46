"""Processor time of one process for one thing that it is asked to do: what other work on the machine disturbs least."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

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


Found = TypeVar("Found")


async def in_turns(measured: Sequence[Callable[[], Awaitable[Found]]], rounds: int) -> list[list[Found]]:
    """Each one's rounds, measured beside the others': who begins changes with each round."""
    found: list[list[Found]] = [[] for _ in measured]
    for number in range(rounds):
        turns = list(enumerate(measured))
        for place, one in turns if number % 2 == 0 else reversed(turns):
            found[place].append(await one())
    return found
