"""What a contender holds in memory once it has heard of all its servers, with its default caches and the smallest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import measure
from benchmarks.database import opened
from benchmarks.jobs.memory import large_world
from benchmarks.peers.contenders import Contender
from benchmarks.programs import running
from benchmarks.swift_discord import SwiftDiscord

SERVERS = (1, 1_000, 10_000, 100_000)
CHANNELS = 10
"""Of each server; what else a server is, is the same in all of them."""

CACHES = ("default", "smallest")


@dataclass(frozen=True)
class Held:
    """So many megabytes, resident."""

    named: str
    caches: str
    servers: int
    megabytes: float


async def held(server: str, contenders: Sequence[Contender], sizes: Sequence[int] = SERVERS) -> list[Held]:
    """Each contender with each number of servers and both kinds of caches, one after the other."""
    return [
        Held(one.named, caches, size, await _megabytes(server, one, caches, size))
        for size in sizes
        for one, caches in _kinds(contenders)
    ]


def _kinds(contenders: Sequence[Contender]) -> Iterator[tuple[Contender, str]]:
    for one in contenders:
        yield from ((one, caches) for caches in (CACHES if one.has_smaller_caches else CACHES[:1]))


async def _megabytes(server: str, contender: Contender, caches: str, servers: int) -> float:
    async with opened(server) as (database, _):
        discord = SwiftDiscord(large_world(servers, CHANNELS), compressing=contender.compressed)
        asked = contender.environment(database, caches=caches)
        async with discord.served(), running(contender.program(), discord, database, **asked) as process:
            await measure.settled(lambda: measure.processor_seconds(process.pid))
            return measure.megabytes(process.pid)
