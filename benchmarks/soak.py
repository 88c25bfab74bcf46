"""`python -m benchmarks.soak`: an hour of clicks at a tenth of saturation, and whether memory and latency stay flat.

The floor is clicked beside it, as often and at the same time: what else the machine does disturbs both, so whether
latency grows is read off the ratio. After each minute the figures, the plot and the page are written anew: a run that
is cut short has what it measured.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import orjson
import uvloop

from benchmarks import measure, plots, readme
from benchmarks.fits import Line, line
from benchmarks.jobs.clicks import AT_ONCE, COUNT, PEOPLE, clicking, pair, scene, stance_clicks
from benchmarks.plots import Panel, Series
from benchmarks.swift_discord import SwiftDiscord
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there
from tests.loopback.world import Json, World

RESULTS = Path(__file__).with_name("soak.json")
PLOT = readme.DOCS / "pictures" / "soak.svg"
SHARE = 0.1
"""Of what the process bears."""

WARM_UP = 1
"""Rounds after the first where what the process bears need not be known."""


@dataclass(frozen=True)
class Minute:
    """What was measured in one minute, of Crux and of the floor."""

    megabytes: float
    """Resident at its end."""
    p50: float
    p99: float
    """Milliseconds from the click being due to its answer."""
    microseconds: float
    """Of the process's processor time, for each click and what the process does beside it."""
    floor_megabytes: float
    floor_p50: float
    floor_p99: float
    floor_microseconds: float


FIGURES: dict[str, Callable[[Minute], float]] = {
    "memory, MB": lambda minute: minute.megabytes,
    "median latency, ms": lambda minute: minute.p50,
    "median latency by the floor's": lambda minute: minute.p50 / minute.floor_p50,
    "99th percentile of latency, ms": lambda minute: minute.p99,
    "99th percentile by the floor's": lambda minute: minute.p99 / minute.floor_p99,
    "processor time a click, µs": lambda minute: minute.microseconds,
    "processor time by the floor's": lambda minute: minute.microseconds / minute.floor_microseconds,
}

Measured = tuple[float, float, float, float]
"""One process in one minute: memory, the two latencies, processor time."""


async def soaked(server: str, minutes: int, rate: float | None) -> None:
    """Measure so many minutes, and write each of them down.

    Without a rate, it is a tenth of the clicks a second that the process bears at this time.

    Everybody has answered everything before: there is no more to cache after an hour than at its beginning.
    """
    async with scene(server, answers=PEOPLE) as (database, world), pair(database, world) as both:
        turns = (both.ours, both.floor)
        borne = await _saturation(both.ours, world, WARM_UP if rate is not None else measure.ROUNDS)
        rate = SHARE * borne if rate is None else rate
        clicks = {discord: stance_clicks(world, seed) for seed, discord in enumerate(turns, 2)}
        found: list[Minute] = []
        for _ in range(minutes):
            ours, floor = await asyncio.gather(
                *(_minute(discord, both.processes[discord], clicks[discord], rate) for discord in turns)
            )
            found.append(Minute(*ours, *floor))
            write_down(rate, found)


async def _minute(discord: SwiftDiscord, process: int, clicks: Iterator[Json], rate: float) -> Measured:
    used = measure.processor_seconds(process)
    delays = [1000 * delay for delay in await discord.delays(clicks, rate, round(60 * rate))]
    used = measure.processor_seconds(process) - used
    held, slowest = measure.megabytes(process), measure.quantile(delays, 0.99)
    return held, median(delays), slowest, used / len(delays) * 1e6


async def _saturation(discord: SwiftDiscord, world: World, rounds: int) -> float:
    """How many clicks a second the process bears: the median of the rounds after the first."""
    click = clicking(discord, world, 1)
    rates = [await discord.done_a_second(click, COUNT, AT_ONCE) for _ in range(rounds + 1)]
    return median(rates[1:])


def write_down(rate: float, found: Sequence[Minute]) -> None:
    """Keep the minutes so far; from the third one on, plot and page as well."""
    machine = measure.machine()
    told = {"machine": machine, "versions": measure.versions(), "clicks a second": round(rate)}
    rows = [{name: float(f"{value:.4g}") for name, value in asdict(minute).items()} for minute in found]
    RESULTS.write_bytes(orjson.dumps(told | {"minutes": rows}, option=orjson.OPT_INDENT_2) + b"\n")
    if len(found) >= 3:
        plots.draw(PLOT, [_panel(name, found) for name in FIGURES])
        readme.put("soak", table(rate, found, machine), readme.GROWTH)


def _fitted(name: str, found: Sequence[Minute]) -> tuple[list[float], list[float], Line]:
    hours = [number / 60 for number in range(1, len(found) + 1)]
    values = [FIGURES[name](minute) for minute in found]
    return hours, values, line(hours, values)


def _panel(name: str, found: Sequence[Minute]) -> Panel:
    hours, values, fitted = _fitted(name, found)
    minutes = [60 * hour for hour in hours]
    by_minute = Line(fitted.intercept, fitted.slope / 60, fitted.error / 60)
    return Panel(name, "minutes", name.partition(", ")[2], [Series(name, minutes, values, by_minute)])


def table(rate: float, found: Sequence[Minute], machine: dict[str, str | int]) -> str:
    """Each figure's first and last fifth, and its slope with its standard error."""
    fifth = max(1, len(found) // 5)
    lines = [
        f"{len(found)} minutes at {rate:,.0f} clicks a second, on {machine['cores']} cores of {machine['processor']}.",
        "",
        "| | first fifth | last fifth | slope an hour | its standard error | |",
        "|---|---|---|---|---|---|",
    ]
    for name in FIGURES:
        _, values, fitted = _fitted(name, found)
        begun, ended = median(values[:fifth]), median(values[-fifth:])
        told = "flat" if fitted.is_flat else "falls" if fitted.slope < 0 else "grows"
        lines.append(f"| {name} | {begun:.3g} | {ended:.3g} | {fitted.slope:+.3g} | {fitted.error:.2g} | {told} |")
    return "\n".join(lines) + "\n"


def run() -> int:
    """Soak for as long as is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--rate", type=float, help="clicks a second; a tenth of what the process bears by default")
    wanted = parser.parse_args()
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        uvloop.run(soaked(server.url, wanted.minutes, wanted.rate))
    return 0


if __name__ == "__main__":
    sys.exit(run())
