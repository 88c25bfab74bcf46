"""Autocomplete and search among ten thousand entries, over sockets, fifty a second."""

import random
from collections.abc import Iterator

from benchmarks import debates, measure
from benchmarks.database import fill, opened
from benchmarks.measure import Result
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord
from tests.loopback.interactions import autocomplete, slash
from tests.loopback.world import CHANNEL, GUILD, Json, World

ENTRIES, PEOPLE = 10_000, 1_000
RATE, COUNT, WARM = 50, 500, 50
WORDS = ("", "rents", "district 4", "homes built", "fall when 9", "12", "#73", "nothing has this", "more homes are")


def typed(world: World, seed: int) -> Iterator[Json]:
    """What somebody types into the field of an entry."""
    chance = random.Random(seed)
    who = world.add_person(1000, "person 1")
    while True:
        words = chance.choice(WORDS)
        begun = words[: chance.randint(0, len(words))]
        yield autocomplete(world, "/ledger entry", "entry", who, entry=begun).payload


def searched(world: World, seed: int) -> Iterator[Json]:
    """What somebody searches for."""
    chance = random.Random(seed)
    who = world.add_person(1000, "person 1")
    while True:
        yield slash(world, "/ledger search", who, words=chance.choice(WORDS[1:])).payload


async def searching(server: str) -> list[Result]:
    """The slowest hundredth of both, in milliseconds."""
    async with opened(server) as (database, sessions):
        await fill(sessions, debates.argued(CHANNEL, GUILD, entries=ENTRIES, people=PEOPLE, answers=3))
        discord = SwiftDiscord()
        async with discord.served(), running(CRUX, discord, database):
            await discord.until_registered()
            found = []
            for name, asked in (("autocomplete", typed(discord.world, 1)), ("search", searched(discord.world, 2))):
                await discord.delays(asked, RATE, WARM)
                slow = [
                    1000 * measure.quantile(await discord.delays(asked, RATE, COUNT), 0.99)
                    for _ in range(measure.ROUNDS)
                ]
                job = f"{name} among {ENTRIES:,} entries at {RATE}/s: p99, ms"
                found.append(measure.no_more(job, measure.quantile(slow, 0.5), 50, "ms"))
    return found
