"""`python -m benchmarks`: measure the jobs, print a table, and write the results beside this file."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path

import orjson
import uvloop

from benchmarks import by_size, measure, readme
from benchmarks.by_size import AtSize
from benchmarks.jobs import (
    clicks,
    interactions,
    ledgers,
    memory,
    pictures,
    processes,
    reading,
    schedules,
    searching,
    starting,
    voting,
)
from benchmarks.measure import Result
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there

RESULTS = Path(__file__).with_name("results.json")

JOBS: dict[str, Callable[[str], Coroutine[object, object, list[Result]]]] = {
    "clicks": clicks.stances,
    "tags": clicks.tags,
    "digest": ledgers.full_digest,
    "onward": ledgers.digest_onward,
    "claims": schedules.claims,
    "posting": schedules.posting,
    "exports": ledgers.exports,
    "imports": ledgers.imports,
    "search": searching.searching,
    "reading": reading.reading,
    "memory": memory.memory,
    "start": starting.starts,
    "commands": starting.file_commands,
    "votes": voting.standing,
    "pictures": pictures.pictures,
    "processes": processes.two_processes,
    "interactions": interactions.by_http,
    "balanced": interactions.four_processes,
}


def run() -> int:
    """Measure what was asked for; only a whole run is written down, here and in the README."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"some of {', '.join(JOBS)}; all by default")
    wanted = parser.parse_args().jobs or list(JOBS)
    if unknown := [name for name in wanted if name not in JOBS]:
        parser.error(f"there is no job {unknown[0]}")
    results: list[Result] = []
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        for name in wanted:
            found = uvloop.run(JOBS[name](server.url))
            print(table(found), flush=True)
            results += found
        if wanted == list(JOBS):
            write_down(results, uvloop.run(by_size.measured(server.url)))
    return 0


def write_down(results: list[Result], at_sizes: list[AtSize]) -> None:
    """Keep a run: its figures beside this file, its tables in the README."""
    machine, versions = measure.machine(), measure.versions()
    told = {"machine": machine, "versions": versions}
    rows = {"results": [result.as_row() for result in results], "growth": [line.as_row() for line in at_sizes]}
    RESULTS.write_bytes(orjson.dumps(told | rows, option=orjson.OPT_INDENT_2) + b"\n")
    readme.write(machine, versions, results, at_sizes)


def table(results: list[Result]) -> str:
    """The results, one a line."""
    return "\n".join(
        f"{r.job:<58} {_number(r.floor):>9} {_number(r.ours):>9} {_number(r.ratio):>7}  {r.goal:<18} "
        f"{'met' if r.met else 'NOT MET'}"
        for r in results
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(run())
