"""Autocomplete and search among ten thousand entries, over sockets, fifty a second."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import cycle

from benchmarks import debates, measure
from benchmarks.database import fill, opened
from benchmarks.jobs.clicks import digest_buttons
from benchmarks.jobs.reading import MOST_CLICKS
from benchmarks.measure import Result
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord
from bot.discord.custom_ids import custom_id
from bot.ledger.entries import Answer
from tests.loopback.interactions import autocomplete, click, slash
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


def clicked(world: World, seed: int) -> Iterator[Json]:
    """Clicks on the buttons of a digest, each by somebody else."""
    chance, answers, shown = random.Random(seed), cycle(Answer), range(1, 5)
    people = [world.add_person(debates.FIRST_USER + place, f"person {place + 1}") for place in range(PEOPLE)]
    message = digest_buttons(world, CHANNEL, shown)
    while True:
        pressed = custom_id("stance", chance.choice(shown), 1, next(answers).value)
        yield click(world, message, pressed, chance.choice(people)).payload


async def searching(server: str) -> list[Result]:
    """The slowest hundredth of both, held against that of clicks in the same debate."""
    async with opened(server) as (database, sessions):
        await fill(sessions, debates.argued(CHANNEL, GUILD, entries=ENTRIES, people=PEOPLE, answers=3))
        discord = SwiftDiscord()
        async with discord.served(), running(CRUX, discord, database):
            await discord.until_registered()
            clicks = clicked(discord.world, 3)

            async def slowest(asked: Iterator[Json]) -> float:
                return 1000 * measure.quantile(await discord.delays(asked, RATE, COUNT), 0.99)

            found = []
            for name, asked in (("autocomplete", typed(discord.world, 1)), ("search", searched(discord.world, 2))):
                for warm in (clicks, asked):
                    await discord.delays(warm, RATE, WARM)
                click_p99, ours = await measure.side_by_side(partial(slowest, clicks), partial(slowest, asked))
                job = f"{name} among {ENTRIES:,} entries at {RATE}/s, to a click: p99, ms"
                found.append(measure.at_most(job, click_p99, ours, MOST_CLICKS))
    return found
