"""`python -m tests.load`: the loads in full, with a table of figures; exit code 1 where one of them did not hold."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bot.embedded.server import EmbeddedPostgres
from bot.store.setup.migrate import upgrade
from bot.store.setup.scratch import scratch_database
from tests.load import scene
from tests.load.figures import Figure, table


async def main(server: str, folder: Path, wanted: argparse.Namespace) -> list[Figure]:
    found: list[Figure] = []
    for title, load in (
        (
            f"{wanted.people} people in one debate",
            lambda url: scene.people_at_once(url, folder, wanted.people, wanted.votes, wanted.seed),
        ),
        (
            f"{wanted.debates} debates with a digest in the same minute",
            lambda url: scene.digests_at_once(url, folder, wanted.debates),
        ),
    ):
        async with scratch_database(server) as database:
            await asyncio.to_thread(upgrade, database)
            figures = await load(database)
        print(table(title, figures), flush=True)
        found += figures
    return found


def run() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--votes", type=int, default=10)
    parser.add_argument("--debates", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        found = asyncio.run(main(server.url, Path(folder), wanted))
    return 1 if any(figure.met is False for figure in found) else 0


if __name__ == "__main__":
    sys.exit(run())
