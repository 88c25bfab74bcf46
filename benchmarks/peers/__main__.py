"""`python -m benchmarks.peers`: measure Crux beside its peers, and write the tables into `benchmarks/README.md`."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvloop

from benchmarks import readme
from benchmarks.peers import clicking, remembering, starting, table
from benchmarks.peers.contenders import CONTENDERS
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there


def _clicks(server: str) -> str:
    found = uvloop.run(clicking.clicked(server, CONTENDERS))
    return table.clicks(found, uvloop.run(starting.started(server, CONTENDERS)))


def _memory(server: str) -> str:
    return table.memory(uvloop.run(remembering.held(server, CONTENDERS)))


TABLES: dict[str, Callable[[str], str]] = {"clicks": _clicks, "memory": _memory}


def run() -> int:
    """Measure what was asked for; each table is written down by itself, since the second one takes long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("table", nargs="?", choices=list(TABLES), help="one of the two; both by default")
    asked = parser.parse_args().table
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        for name in [asked] if asked else TABLES:
            found = TABLES[name](server.url)
            print(found, flush=True)
            readme.put(f"peers' {name}", found)
    return 0


if __name__ == "__main__":
    sys.exit(run())
