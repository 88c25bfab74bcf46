"""`python -m tests.fuzz`: hostile input from other seeds than the tests', for as long as one likes.

Where a check fails, the line names the seed of its input; `--again <seed>` repeats that one of the pure checks.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bot.embedded.server import EmbeddedPostgres
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import upgrade
from bot.store.setup.scratch import scratch_database
from tests.fuzz.database import DATABASE
from tests.fuzz.formats import FORMATS
from tests.fuzz.run import Failed, once, run
from tests.fuzz.sentences import SENTENCES

PURE = FORMATS | SENTENCES
SHARE = 20
"""One input in so many goes to the database, where each takes as long as hundreds of others."""


async def on_a_database(server: str, seed: int, inputs: int) -> None:
    for name, check in DATABASE.items():
        async with scratch_database(server) as url:
            await asyncio.to_thread(upgrade, url)
            engine = make_engine(url)
            try:
                print(f"{name}: {await check(Sessions(engine), seed, inputs)} inputs", flush=True)
            finally:
                await engine.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--again", help="the seed that a failure named")
    wanted = parser.parse_args()
    try:
        if wanted.again:
            name = wanted.again.split(":")[1]
            once(name, PURE[name], wanted.again)
            return 0
        print(f"seed {wanted.seed}", flush=True)
        each = max(1, wanted.inputs // len(PURE))
        for name, check in PURE.items():
            print(f"{name}: {run(name, check, wanted.seed, each)} inputs", flush=True)
        with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
            asyncio.run(on_a_database(server.url, wanted.seed, max(1, wanted.inputs // SHARE // len(DATABASE))))
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
