"""Clicks and forms: from the gateway's event over the commit to the answer on the wire, by one process over sockets."""

import random
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle

import sqlalchemy as sa

from benchmarks import debates, measure
from benchmarks.database import fill, opened
from benchmarks.measure import Result, Round
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord
from bot.discord.custom_ids import custom_id
from bot.ledger.entries import Answer as Stance
from bot.ledger.house import TagsShown
from tests.loopback.interactions import Answer, click, message_command, modal_submit
from tests.loopback.world import GUILD, Channel, Json, World, numbered

FLOOR = (sys.executable, "-m", "benchmarks.floors.client")
DEBATES, ENTRIES, PEOPLE = 40, 4, 200
FIRST_CHANNEL, FIRST_PERSON = 5_000, 1_000
AT_ONCE = 32
COUNT = 1000
TAGS = 300


@asynccontextmanager
async def scene(server: str, shards: int = 1, answers: int = 1) -> AsyncIterator[tuple[str, World]]:
    """A database with debates in which everybody has taken part, and so many have answered; and a Discord with them."""
    world = World()
    world.guilds = {GUILD + (shard << 22): f"Server {shard}" for shard in range(shards)}
    guilds = list(world.guilds)
    for person in range(PEOPLE):
        world.add_person(FIRST_PERSON + person, f"person {person + 1}")
    async with opened(server) as (database, sessions):
        for number in range(DEBATES):
            channel = FIRST_CHANNEL + number
            world.add_channel(Channel(channel, f"debate {number}", guild=guilds[number % shards]))
            told = debates.argued(
                channel,
                guilds[number % shards],
                entries=ENTRIES,
                people=PEOPLE,
                answers=answers,
                first_user=FIRST_PERSON,
            )
            await fill(sessions, told)
        async with sessions.begin() as session:
            await session.execute(sa.text("CREATE TABLE floor_clicks (person bigint, channel bigint, words text)"))
        yield database, world


def stance_clicks(
    world: World, seed: int, *, of: int = DEBATES, entries: int = ENTRIES, people: int = PEOPLE
) -> Iterator[Json]:
    """Clicks on the buttons of digests: each by somebody else, and none repeats the answer it gave before.

    A digest has the buttons of a few entries, however many the debate has.
    """
    chance = random.Random(seed)
    shown = [range(1 + first, 1 + min(first + ENTRIES, entries)) for first in range(0, entries, ENTRIES)]
    messages = [[digest_buttons(world, FIRST_CHANNEL + number, some) for some in shown] for number in range(of)]
    turns: dict[tuple[int, int, int], Iterator[Stance]] = {}
    while True:
        place, entry, who = chance.randrange(of), 1 + chance.randrange(entries), chance.randrange(people)
        answers = turns.setdefault((place, entry, who), cycle(chance.sample(list(Stance), 3)))
        pressed = custom_id("stance", entry, 1, next(answers).value)
        yield click(world, messages[place][(entry - 1) // ENTRIES], pressed, world.people[FIRST_PERSON + who]).payload


def digest_buttons(world: World, channel: int, entries: Iterable[int]) -> Json:
    """A digest's buttons, as the message brings them along."""
    rows = [
        {
            "type": 1,
            "components": [
                {
                    "type": 2,
                    "style": 2,
                    "label": f"#{entry} {answer.value}",
                    "custom_id": custom_id("stance", entry, 1, answer.value),
                }
                for answer in Stance
            ],
        }
        for entry in entries
    ]
    text = {"type": 10, "content": "**Should the city build more homes?**\n" + "Both sides hold this: 4 of 5.\n" * 30}
    return world.new_message(world.channels[channel], world.bot, components=numbered([text, *rows]), flags=1 << 15)


class Pair:
    """Floor and ours, each on a Discord of its own, so that they can be measured in turns."""

    def __init__(self, floor: SwiftDiscord, ours: SwiftDiscord, processes: dict[SwiftDiscord, int]) -> None:
        self.floor, self.ours, self.processes = floor, ours, processes


@asynccontextmanager
async def pair(database: str, world: World, **settings: str) -> AsyncIterator[Pair]:
    """Both running and warm; ours with these settings."""
    async with AsyncExitStack() as stack:
        floor = await stack.enter_async_context(SwiftDiscord(world).served())
        ours = await stack.enter_async_context(SwiftDiscord(world).served())
        theirs = await stack.enter_async_context(running(FLOOR, floor, database))
        own = await stack.enter_async_context(running(CRUX, ours, database, **settings))
        yield Pair(floor, ours, {floor: theirs.pid, ours: own.pid})


async def stances(server: str) -> list[Result]:
    """A stance click: throughput at saturation, and the slowest hundredth at half load."""
    async with scene(server) as (database, world), pair(database, world) as both:
        clicks = {both.floor: stance_clicks(world, 1), both.ours: stance_clicks(world, 2)}

        def saturated(discord: SwiftDiscord) -> Round:
            return lambda: discord.done_a_second(lambda: discord.ask(next(clicks[discord])), COUNT, AT_ONCE)

        for discord in clicks:
            await saturated(discord)()
        floor, ours = await measure.side_by_side(saturated(both.floor), saturated(both.ours))
        rate = ours / 2

        async def slowest(discord: SwiftDiscord) -> float:
            return 1000 * measure.quantile(await discord.delays(clicks[discord], rate, COUNT), 0.99)

        slow_floor, slow_ours = await measure.side_by_side(lambda: slowest(both.floor), lambda: slowest(both.ours))
    return [
        measure.at_least("a stance click: clicks a second, one process", floor, ours, 0.80),
        measure.at_most("a stance click: p99 at half load, ms", slow_floor, slow_ours, 1.5),
    ]


async def tags(server: str) -> list[Result]:
    """A tag as everybody sees it by default, with a line, and one that nobody else is shown."""
    return [
        await _tags(server, "a tag with its form: tags a second, one process", TagsShown.LINE),
        await _tags(server, "a tag that nobody else is shown: tags a second, one process", TagsShown.NONE),
    ]


async def _tags(server: str, name: str, shown: TagsShown) -> Result:
    """A tag: the menu that opens the form, and the form with the statement, until its author is answered."""
    setting = {"CRUX_TAGS_SHOWN": shown.value}
    async with scene(server) as (database, world), pair(database, world, **setting) as both:
        tag = await tagging(both, world, shown)

        def saturated(discord: SwiftDiscord) -> Round:
            return lambda: discord.done_a_second(tag[discord], TAGS, AT_ONCE)

        for discord in tag:
            await saturated(discord)()
        floor, ours = await measure.side_by_side(saturated(both.floor), saturated(both.ours))
    return measure.at_least(name, floor, ours, 0.75)


def clicking(discord: SwiftDiscord, world: World, seed: int) -> Callable[[], Awaitable[Json]]:
    """What clicks once, on a Discord, as `stance_clicks` has it."""
    clicks = stance_clicks(world, seed)
    return lambda: discord.ask(next(clicks))


async def tagging(both: Pair, world: World, shown: TagsShown) -> dict[SwiftDiscord, Callable[[], Awaitable[None]]]:
    """What tags a message, for each of the two, once Crux has registered its commands. Raises TimeoutError."""
    await both.ours.until_registered()
    # The line is the first response, and what answers the author follows; the floor answers once.
    ours = both.ours.ask_on if shown is TagsShown.LINE else both.ours.ask
    return {
        both.floor: _tagger(both.floor, world, both.floor.ask, seed=1),
        both.ours: _tagger(both.ours, world, ours, seed=2),
    }


def _tagger(
    discord: SwiftDiscord, world: World, submit: Callable[[Json], Awaitable[Json]], seed: int
) -> Callable[[], Awaitable[None]]:
    chance = random.Random(seed)

    async def tag() -> None:
        who = world.people[FIRST_PERSON + chance.randrange(PEOPLE)]
        channel = world.channels[FIRST_CHANNEL + chance.randrange(DEBATES)]
        said = f"Rents fall when homes are built, as the numbers {chance.random()} show."
        opening = message_command(world, "Tag as claim", world.new_message(channel, who, said), who)
        form = await discord.ask(opening.payload)
        opened = Answer(form["type"], form["data"], {})
        await submit(modal_submit(world, opened, opening, who, statement=said).payload)

    return tag
