"""`python -m tests.failover`: the primary is killed or vanishes amid clicks and due digests; prints what that cost."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.failover.cluster import LOOP_WAIT, RETRY_TIMEOUT, TTL, Cluster
from tests.failover.network import own_network
from tests.failover.programs import installed
from tests.failover.rehearsal import DEATHS, VANISHED, rehearse
from tests.load.figures import table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.failover", description=__doc__)
    parser.add_argument("--keep", type=Path, default=None, help="a folder for data and logs")
    wanted = parser.parse_args()
    programs = installed()
    if isinstance(programs, str):
        print(f"failover is not rehearsed: {programs}")
        return 0
    deaths = DEATHS | VANISHED
    if (without := own_network()) is not None:
        print(f"no machine vanishes from the network: {without}")
        deaths = DEATHS
    with tempfile.TemporaryDirectory() as temporary:
        folder = wanted.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        cluster = Cluster(folder, programs)
        figures = asyncio.run(rehearse(cluster, folder, deaths, lambda line: print(line, flush=True)))
    print(table(f"Failover (ttl {TTL}, loop_wait {LOOP_WAIT}, retry_timeout {RETRY_TIMEOUT})", figures))
    return 1 if any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
