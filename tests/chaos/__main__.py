"""`python -m tests.chaos`: the long form. Prints its seed, ends with a table, fails if anything was lost or doubled."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.chaos.plan import Plan
from tests.chaos.postgres import RestartablePostgres
from tests.chaos.rig import Rig, run
from tests.chaos.table import table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="of an earlier run; a new one by default")
    parser.add_argument("--slots", type=int, default=560, help="how many slots come due at the least")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the processes' log")
    wanted = parser.parse_args()
    seed = wanted.seed if wanted.seed is not None else secrets.randbelow(1_000_000)
    print(f"chaos with SEED={seed}", flush=True)
    rigs: list[Rig] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = wanted.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        postgres = RestartablePostgres(folder)

        async def long_form(server: RestartablePostgres) -> None:
            plan = Plan(seed, wanted.slots, processes=2 + seed % 3)
            rigs.append(await run(plan, server, folder, lambda line: print(line, flush=True)))

        postgres.serve(long_form)
    print(table(rigs[0], seed))
    return 1 if rigs[0].verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
