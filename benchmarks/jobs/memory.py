"""What ten thousand servers with fifty channels each cost in memory."""

import sys

from benchmarks import measure
from benchmarks.database import opened
from benchmarks.measure import Result
from benchmarks.programs import CRUX, Program, running
from benchmarks.swift_discord import SwiftDiscord
from tests.loopback.world import Channel, World

FLOOR = (sys.executable, "-m", "benchmarks.floors.memory")
GUILDS, CHANNELS = 10_000, 50


def large_world(guilds: int, channels: int) -> World:
    """So many servers, each with so many text channels."""
    world = World()
    world.guilds = {(number + 1) << 22: f"Server {number}" for number in range(guilds)}
    world.channels = {}
    for guild in world.guilds:
        for place in range(channels):
            world.add_channel(Channel(guild + 1 + place, f"channel {place} of this server", guild=guild))
    return world


async def memory_held(server: str, guilds: int, program: Program = CRUX) -> float:
    """Resident memory in megabytes once every server is known."""
    async with opened(server) as (database, _):
        discord = SwiftDiscord(large_world(guilds, CHANNELS))
        async with discord.served(), running(program, discord, database) as process:
            await measure.settled(lambda: measure.processor_seconds(process.pid))
            return measure.megabytes(process.pid)


async def memory(server: str) -> list[Result]:
    """Both with the same servers."""
    floor, ours = await measure.side_by_side(
        lambda: memory_held(server, GUILDS, FLOOR), lambda: memory_held(server, GUILDS)
    )
    return [measure.at_most(f"memory with {GUILDS:,} servers × {CHANNELS} channels, MB", floor, ours, 0.4)]
