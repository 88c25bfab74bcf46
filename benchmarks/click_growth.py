"""`python -m benchmarks.click_growth`: what a click costs with 1, 10, 100 and 1000 times as much of everything.

For each thing that can grow, four processes of Crux run at the same time, each with a database of its own, and are
clicked in turns. Measured is processor time: of Crux, and of the connections that its clicks use in PostgreSQL.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import orjson
import uvloop

from benchmarks import debates, measure, plots, readme
from benchmarks.database import fill, opened, raw
from benchmarks.fits import Line, line
from benchmarks.jobs.clicks import AT_ONCE, FIRST_CHANNEL, FIRST_PERSON, stance_clicks
from benchmarks.jobs.memory import large_world
from benchmarks.jobs.schedules import SCHEDULED
from benchmarks.plots import Panel, Series
from benchmarks.processor_time import in_turns
from benchmarks.programs import CRUX, running
from benchmarks.swift_discord import SwiftDiscord
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there
from tests.loopback.world import Channel, World

RESULTS = Path(__file__).with_name("click_growth.json")
PLOT = readme.DOCS / "pictures" / "growth.svg"
CHANNELS = 10
"""Of each server."""

CLICKS, ROUNDS, WARM_UP = 200, 7, 2
FIRST_SCHEDULED = 1 << 40


@dataclass(frozen=True)
class Scale:
    """How much there is: one debate, in which everybody has answered everything, and what is around it."""

    entries: int = 10
    people: int = 10
    servers: int = 10
    schedules: int = 1_000


@dataclass(frozen=True)
class Thing:
    """What grows, and how a table and a plot name it."""

    of: str
    """The field of the scale."""
    label: str
    anywhere: bool = False
    """Whether anybody clicks any entry, nearly always for the first time.

    Else as many people click as many entries as the smallest debate has: a digest has the buttons of a few entries,
    however many there are.
    """


TIMES = (1, 10, 100, 1_000)
THINGS = {
    "entries": Thing("entries", "entries"),
    "any-entry": Thing("entries", "entries, any of them clicked", anywhere=True),
    "people": Thing("people", "people"),
    "anybody": Thing("people", "people, any of them clicking", anywhere=True),
    "servers": Thing("servers", "servers"),
    "schedules": Thing("schedules", "schedules"),
}


@dataclass(frozen=True)
class Cost:
    """Of a click, in microseconds of processor time."""

    crux: float
    postgres: float


@dataclass(frozen=True)
class Grown:
    """So much of one thing: what the rounds' clicks cost, and the megabytes that Crux holds in the end."""

    thing: str
    size: int
    costs: Sequence[Cost]
    megabytes: float


async def measured(server: str, things: Sequence[str]) -> list[Grown]:
    """Each thing by itself, all else as small as it is."""
    return [grown for thing in things for grown in await _measured(server, thing)]


async def _measured(server: str, thing: str) -> list[Grown]:
    grows = THINGS[thing]
    sizes = [getattr(Scale(), grows.of) * times for times in TIMES]
    scales = [replace(Scale(), **{grows.of: size}) for size in sizes]
    async with AsyncExitStack() as stack:
        there = [
            await stack.enter_async_context(clicked(server, scale, scale if grows.anywhere else Scale()))
            for scale in scales
        ]
        rounds = [one.cost for one in there]
        await in_turns(rounds, WARM_UP)
        costs = await in_turns(rounds, ROUNDS)
        held = [measure.megabytes(one.process) for one in there]
    return [Grown(thing, *one) for one in zip(sizes, costs, held, strict=True)]


@dataclass(frozen=True)
class Clicked:
    """A process of Crux that runs, the connections of its database, and what clicks it."""

    discord: SwiftDiscord
    process: int
    connections: Callable[[], Awaitable[Sequence[int]]]
    click: Callable[[], Awaitable[object]]

    async def cost(self) -> Cost:
        """One round. A connection that was opened within it counts from its start."""
        crux, postgres = measure.processor_seconds(self.process), await self._used()
        await self.discord.done_a_second(self.click, CLICKS, AT_ONCE)
        crux, postgres = measure.processor_seconds(self.process) - crux, await self._used() - postgres
        return Cost(crux / CLICKS * 1e6, postgres / CLICKS * 1e6)

    async def _used(self) -> float:
        return sum(measure.processor_seconds(connection) for connection in await self.connections())


@asynccontextmanager
async def clicked(server: str, scale: Scale, clicking: Scale) -> AsyncIterator[Clicked]:
    """Crux with that much of everything, idle; what clicks it is as many people, and clicks as many entries."""
    world = _world(scale)
    async with AsyncExitStack() as stack:
        database, sessions = await stack.enter_async_context(opened(server))
        guild = next(iter(world.guilds))
        told = debates.argued(FIRST_CHANNEL, guild, entries=scale.entries, people=scale.people, answers=scale.people)
        await fill(sessions, told)
        connection = await stack.enter_async_context(raw(database))
        due = datetime.now(UTC) + timedelta(days=30)
        # On a server that Crux is not on, all of them would be marked as lost at the start, beside the clicks.
        await connection.execute(SCHEDULED, scale.schedules, due, FIRST_SCHEDULED, guild)
        await connection.execute("VACUUM ANALYZE")
        discord = await stack.enter_async_context(SwiftDiscord(world).served())
        process = await stack.enter_async_context(running(CRUX, discord, database))
        await measure.settled(lambda: measure.processor_seconds(process.pid))

        async def connections() -> Sequence[int]:
            return [row["pid"] for row in await connection.fetch(CONNECTIONS)]

        clicks = stance_clicks(world, 1, of=1, entries=clicking.entries, people=clicking.people)
        yield Clicked(discord, process.pid, connections, lambda: discord.ask(next(clicks)))


CONNECTIONS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def _world(scale: Scale) -> World:
    world = large_world(scale.servers, CHANNELS)
    world.add_channel(Channel(FIRST_CHANNEL, "debate", guild=next(iter(world.guilds))))
    for person in range(scale.people):
        world.add_person(FIRST_PERSON + person, f"person {person + 1}")
    return world


# What it came to


def fitted(grown: Sequence[Grown], cost: Callable[[Cost], float]) -> tuple[list[float], list[float], Line]:
    """Every round's cost by the decades that the thing has grown, and the line through them."""
    smallest = min(one.size for one in grown)
    points = [(math.log10(one.size / smallest), cost(each)) for one in grown for each in one.costs]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return xs, ys, line(xs, ys)


COSTS: dict[str, Callable[[Cost], float]] = {
    "Crux": lambda cost: cost.crux,
    "PostgreSQL": lambda cost: cost.postgres,
}


def by_thing(found: Sequence[Grown]) -> dict[str, list[Grown]]:
    """The sizes of each thing."""
    return {thing: [one for one in found if one.thing == thing] for thing in dict.fromkeys(g.thing for g in found)}


def panels(found: Sequence[Grown]) -> list[Panel]:
    """A click's costs by each thing, and memory by servers."""
    shown = [
        Panel(
            f"A click, by {THINGS[thing].of}",
            THINGS[thing].label,
            "µs of processor time",
            _series(grown),
            in_decades=True,
        )
        for thing, grown in by_thing(found).items()
    ]
    held = Series("memory", [math.log10(g.size) for g in found if g.thing == "servers"], _memory(found))
    return [*shown, Panel("Memory, by servers", "servers", "MB", [held], in_decades=True)] if held.xs else shown


def _memory(found: Sequence[Grown]) -> list[float]:
    return [one.megabytes for one in found if one.thing == "servers"]


def _series(grown: Sequence[Grown]) -> list[Series]:
    first = math.log10(min(one.size for one in grown))
    series = []
    for name, cost in COSTS.items():
        xs, ys, through = fitted(grown, cost)
        moved = replace(through, intercept=through.intercept - through.slope * first)
        series.append(Series(name, [x + first for x in xs], ys, moved))
    return series


def tables(found: Sequence[Grown], machine: dict[str, str | int]) -> str:
    """Medians by size, and how much of a click's cost a thousand times as much adds by the line."""
    lines = [
        f"Medians of {ROUNDS} rounds of {CLICKS} clicks, on {machine['cores']} cores of {machine['processor']}.",
        "",
        "| | | " + " | ".join(f"{times:,}×" for times in TIMES) + " | from 1× to 1,000× | |",
        "|---|---|" + "---|" * len(TIMES) + "---|---|",
    ]
    for thing, grown in by_thing(found).items():
        label = THINGS[thing].label
        for name, cost in COSTS.items():
            cells = " | ".join(f"{median(map(cost, one.costs)):.0f}" for one in grown)
            lines.append(
                f"| {grown[0].size:,} and more {label} | {name}, µs a click | {cells} | {_change(grown, cost)} |"
            )
    if held := _memory(found):
        cells = " | ".join(f"{megabytes:.0f}" for megabytes in held)
        lines.append(f"| {Scale().servers:,} and more servers | Crux, MB | {cells} | {held[-1] / held[0] - 1:+.0%} | |")
    return "\n".join(lines) + "\n"


def _change(grown: Sequence[Grown], cost: Callable[[Cost], float]) -> str:
    """By how much of the smallest's cost the line rises over all decades, with its standard error, and what that is."""
    xs, _, through = fitted(grown, cost)
    smallest = median(map(cost, min(grown, key=lambda one: one.size).costs))
    rise, error = (max(xs) * part / smallest for part in (through.slope, through.error))
    told = "flat" if through.is_flat else "grows" if through.slope > 0 else "falls"
    return f"{rise:+.0%} ± {error:.0%} | {told}"


def write_down(found: Sequence[Grown]) -> None:
    """Keep the rounds, the plot and the page."""
    machine = measure.machine()
    told = {"machine": machine, "versions": measure.versions(), "growth": found}
    RESULTS.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    plots.draw(PLOT, panels(found))
    readme.put("growth", tables(found, machine), readme.GROWTH)


def run() -> int:
    """Measure growth; only a whole run is written down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.click_growth", description=__doc__)
    parser.add_argument("things", nargs="*", metavar="THING", help=f"some of {', '.join(THINGS)}; all by default")
    wanted = parser.parse_args().things or list(THINGS)
    if unknown := [name for name in wanted if name not in THINGS]:
        parser.error(f"nothing grows that is called {unknown[0]}")
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        found = uvloop.run(measured(server.url, wanted))
    print(tables(found, measure.machine()))
    if wanted == list(THINGS):
        write_down(found)
    return 0


if __name__ == "__main__":
    sys.exit(run())
