"""`python -m benchmarks.regression`: whether a click or a tag takes more processor time than it did.

Measured is the processor time of Crux's process as a ratio to the floor's, in turns within the same run: a slower
machine slows both, and other work on the machine disturbs both. The ratio is compared with the one in `baseline.json`,
and may be a quarter larger, or more where that was measured on another processor. A ratio that is too large is measured
again, each time with twice as many rounds, and the least of all tries decides: noise that comes and goes does not spoil
all of them, and slower code does.
"""

import argparse
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import orjson
import uvloop

from benchmarks import measure
from benchmarks.jobs.clicks import AT_ONCE, clicking, pair, scene, tagging
from benchmarks.processor_time import Load, in_turns
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there
from bot.ledger.house import TagsShown

BASELINE = Path(__file__).with_name("baseline.json")
ALLOWED = 1.25
"""How many times the ratio of the baseline a ratio may be, on the processor that the baseline was measured on."""

ALLOWED_ELSEWHERE = 1.6
"""The same on any other one: how long Crux takes beside the floor depends on caches and memory too."""

TRIES, ROUNDS = 3, 5
WARM_UP = 3
"""Rounds before those that count: by then each connection has prepared its statements."""

CLICKS, TAGS = 200, 60
"""A round's."""


@dataclass(frozen=True)
class Compared:
    """One job's ratio to the floor, beside the one it was."""

    job: str
    ratio: float
    baseline: float
    allowed: float = ALLOWED

    @property
    def limit(self) -> float:
        return self.allowed * self.baseline

    @property
    def is_slower(self) -> bool:
        """By more than what is allowed."""
        return self.ratio > self.limit

    @property
    def is_faster(self) -> bool:
        """By so much that the baseline allows for more than it should."""
        return self.ratio * self.allowed < self.baseline


def ratio(floor: list[float], ours: list[float]) -> float:
    """The median of the rounds' ratios: floor and ours of one round were measured one right after the other."""
    return median(own / least for least, own in zip(floor, ours, strict=True))


Try = Callable[[int], Awaitable[float]]
"""A job's ratio, measured in so many rounds."""


async def least_of_tries(measured: Try, limit: float) -> float:
    """The ratio as soon as it is within the limit, else the least of all tries, each twice as long as the last."""
    found: list[float] = []
    for number in range(TRIES):
        found.append(await measured(ROUNDS << number))
        if found[-1] <= limit:
            break
    return min(found)


@asynccontextmanager
async def jobs(server: str) -> AsyncIterator[dict[str, Try]]:
    """A click and a tag, by both programs, once they are warm."""
    async with scene(server) as (database, world), pair(database, world) as both:
        turns = (both.floor, both.ours)
        click = {discord: clicking(discord, world, seed) for seed, discord in enumerate(turns, 1)}
        tag = await tagging(both, world, TagsShown.LINE)
        loads = {
            "a stance click": [Load(one, both.processes[one], click[one], CLICKS, AT_ONCE) for one in turns],
            "a tag with its form": [Load(one, both.processes[one], tag[one], TAGS, AT_ONCE) for one in turns],
        }
        for job in loads.values():
            await _rounds(job, WARM_UP)
        yield {name: _try(job) for name, job in loads.items()}


async def _rounds(job: list[Load], rounds: int) -> list[list[float]]:
    return await in_turns([load.microseconds for load in job], rounds)


def _try(job: list[Load]) -> Try:
    async def measured(rounds: int) -> float:
        floor, ours = await _rounds(job, rounds)
        return ratio(floor, ours)

    return measured


def allowed(here: str | int, baseline: str | int) -> float:
    """How many times the baseline's ratio is allowed on the one processor, measured on the other."""
    return ALLOWED if here == baseline else ALLOWED_ELSEWHERE


async def compared(server: str, baseline: dict[str, float], allowed: float) -> list[Compared]:
    """Each job beside its baseline. Raises KeyError where the baseline has no such job."""
    async with jobs(server) as tries:
        return [
            Compared(job, await least_of_tries(tried, allowed * baseline[job]), baseline[job], allowed)
            for job, tried in tries.items()
        ]


async def ratios(server: str) -> dict[str, float]:
    """Each job's ratio, for a new baseline: in as many rounds as the longest try has."""
    async with jobs(server) as tries:
        return {job: await tried(ROUNDS << TRIES - 1) for job, tried in tries.items()}


def write_down(found: dict[str, float]) -> None:
    """Make this run's ratios the baseline, with what they were measured on."""
    told = {"machine": measure.machine(), "versions": measure.versions()}
    kept = {"ratios": {job: round(value, 3) for job, value in found.items()}}
    BASELINE.write_bytes(orjson.dumps(kept | told, option=orjson.OPT_INDENT_2) + b"\n")


def report(found: list[Compared]) -> str:
    """The figures, one job a line, and what to do about each that is out of its bounds."""
    lines = [f"{'processor time, as a ratio to the floor':<42} {'ratio':>6} {'baseline':>9} {'limit':>6}"]
    lines += [f"{one.job:<42} {one.ratio:>6.2f} {one.baseline:>9.2f} {one.limit:>6.2f}" for one in found]
    lines += [
        f"{one.job} is slower than its limit, in each of {TRIES} tries: make it faster, or say in the "
        "commit why it takes longer and write the baseline anew (make regression WRITE=1)."
        for one in found
        if one.is_slower
    ]
    lines += [
        f"{one.job} is as much faster: keep that, and write the baseline anew (make regression WRITE=1)."
        for one in found
        if one.is_faster
    ]
    return "\n".join(lines)


def run() -> int:
    """Compare with the baseline, or write it anew; 1 where something became slower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.regression", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make this run's ratios the baseline")
    writes = parser.parse_args().write
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        if writes:
            write_down(uvloop.run(ratios(server.url)))
            return 0
        kept = orjson.loads(BASELINE.read_bytes())
        within = allowed(measure.machine()["processor"], kept["machine"]["processor"])
        found = uvloop.run(compared(server.url, kept["ratios"], within))
    print(report(found))
    return 1 if any(one.is_slower for one in found) else 0


if __name__ == "__main__":
    sys.exit(run())
