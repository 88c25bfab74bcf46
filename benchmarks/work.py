"""`python -m benchmarks.work JOB DATABASE DEBATE`: one job in a process of its own; prints its seconds and memory.

What the process held before the job is its idle memory; the figure is by how much the job exceeds that at its most.
"""

import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

import sqlalchemy as sa
import uvloop

from benchmarks import measure
from bot.actions import digests
from bot.actions.exports import write_ledger
from bot.actions.request import Request
from bot.exchange.formats import Format, LedgerWriter
from bot.garbage import spare_what_is_there
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.loopback.world import GUILD


async def exported(sessions: Sessions, debate: int, form: Format) -> None:
    """A ledger written to nowhere."""

    async def nowhere(piece: bytes) -> None:
        """What it is given is gone."""

    await write_ledger(sessions, debate, form, LedgerWriter(DISCORD), nowhere)


async def previewed(sessions: Sessions, debate: int) -> None:
    """A digest composed from what the database has."""
    request = Request(GUILD, debate, "debate", 1, "somebody", True, datetime.now(UTC))
    await digests.preview(sessions, request)


JOBS: dict[str, Callable[[Sessions, int], Awaitable[None]]] = {
    **{form.value: partial(exported, form=form) for form in Format},
    "digest": previewed,
}


async def main(job: str, database: str, debate: int) -> None:
    engine = make_engine(database)
    sessions = Sessions(engine)
    async with sessions() as session:
        await session.execute(sa.text("SELECT 1"))
    spare_what_is_there()
    idle = measure.megabytes(os.getpid())
    begun = time.perf_counter()
    await JOBS[job](sessions, debate)
    seconds = time.perf_counter() - begun
    json.dump({"seconds": seconds, "megabytes": measure.megabytes(os.getpid(), peak=True) - idle}, sys.stdout)
    await engine.dispose()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
