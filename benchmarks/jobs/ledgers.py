"""A debate with a million events: out as NDJSON and CSV, in again, and its digest."""

import json
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from tempfile import TemporaryFile
from typing import BinaryIO

from benchmarks import debates, measure
from benchmarks.database import fill, opened, raw, unseen
from benchmarks.measure import Result
from benchmarks.programs import ROOT
from bot.actions import digests
from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.stances import take_stance
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import BegunLedger, begun_file
from bot.garbage import in_bulk
from bot.ledger.entries import Answer
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from tests.loopback.world import CHANNEL, GUILD

ENTRIES, PEOPLE, ANSWERS = 10_000, 1_000, 100
NEW_STANCES = 10

COPY_OUT = f"SELECT * FROM events WHERE debate = {CHANNEL} ORDER BY sequence"
"""The rows as they are, in the order of a ledger."""

COUNTED = """
SELECT s.entry, p.side, count(*) FILTER (WHERE s.answer = 'agree'), count(*) FILTER (WHERE s.answer = 'disagree'),
       count(*) FILTER (WHERE s.answer = 'unsure')
FROM stances s JOIN participants p ON p.debate = s.debate AND p.number = s.person
WHERE s.debate = $1 GROUP BY s.entry, p.side
"""
"""The answers of each side to each entry. Grouped by the answer too, it takes nearly twice as long."""


@dataclass
class Worked:
    """What one job took in a process of its own."""

    seconds: float
    megabytes: float


@asynccontextmanager
async def large(server: str) -> AsyncIterator[tuple[str, Sessions]]:
    """A database with that debate."""
    async with opened(server) as (database, sessions):
        await fill(sessions, debates.argued(CHANNEL, GUILD, entries=ENTRIES, people=PEOPLE, answers=ANSWERS))
        async with raw(database) as connection:
            await connection.execute("VACUUM ANALYZE")
        yield database, sessions


async def worked(job: str, database: str) -> Worked:
    """One job in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.work", job, database, str(CHANNEL))
    process = await create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    told, _ = await process.communicate()
    if process.returncode != 0:
        raise ChildProcessError(f"the job {job} ended with code {process.returncode}")
    return Worked(**json.loads(told))


async def exports(server: str) -> list[Result]:
    """Time by the floor's, and the most memory of all rounds."""
    found: list[Result] = []
    async with large(server) as (database, _):
        for form, options in (("ndjson", {"format": "text"}), ("events-csv", {"format": "csv"})):
            memory: list[float] = []

            async def ours(form: str = form, memory: list[float] = memory) -> float:
                done = await worked(form, database)
                memory.append(done.megabytes)
                return done.seconds

            async def floor(options: dict[str, str] = options) -> float:
                async with raw(database) as connection:
                    return await measure.seconds(
                        lambda: connection.copy_from_query(COPY_OUT, output="/dev/null", **options)
                    )

            least, taken = await measure.side_by_side(floor, ours)
            found.append(measure.at_most(f"exporting 1,000,000 events as {form}, s", least, taken, 2))
            found.append(measure.no_more(f"exporting as {form}: memory over idle, MB", max(memory), 50, "MB"))
    return found


async def imports(server: str) -> list[Result]:
    """The same events from NDJSON into an empty database; the floor copies the rows into a table without references."""
    async with large(server) as (database, sessions):
        with TemporaryFile() as file:
            file.write(await export_ledger(sessions, CHANNEL, Format.LINES, LedgerWriter(DISCORD)))
            rows = bytearray()

            async def keep(piece: bytes) -> None:
                rows.extend(piece)

            async with raw(database) as connection:
                await connection.copy_from_query(COPY_OUT, output=keep, format="binary")

            async def floor() -> float:
                async with opened(server) as (empty, _), raw(empty) as connection:
                    await connection.execute("CREATE TABLE floor_events (LIKE events INCLUDING ALL)")
                    return await measure.seconds(
                        lambda: connection.copy_to_table("floor_events", source=_pieces(bytes(rows)), format="binary")
                    )

            async def ours() -> float:
                async with opened(server) as (_, empty):
                    return await measure.seconds(lambda: import_ledger(empty, _begun_by_the_command(file)))

            least, taken = await measure.side_by_side(floor, ours)
    return [measure.at_most("importing 1,000,000 events, s", least, taken, 4)]


def _begun_by_the_command(file: BinaryIO) -> BegunLedger:
    """The ledger of a file, begun as `crux import` does it."""
    file.seek(0)
    with in_bulk():
        return begun_file(file)


async def _pieces(rows: bytes, size: int = 1 << 16) -> AsyncIterator[bytes]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


async def digest_onward(server: str) -> list[Result]:
    """A digest ten stances after the last one, held against one by a process that has seen nothing yet."""
    answers = cycle(Answer)
    async with large(server) as (_, sessions):

        def request(person: int) -> Request:
            return Request(GUILD, CHANNEL, "debate", debates.FIRST_USER + person, "somebody", True, datetime.now(UTC))

        async def full() -> float:
            return await measure.seconds(lambda: digests.preview(unseen(sessions), request(0)))

        async def onward() -> float:
            ready = await digests.preview(sessions, request(0))
            await digests.record_posted_now(sessions, ready, ready.upto, ready.digest.at)
            answer = next(answers)
            for person in range(NEW_STANCES):
                await take_stance(sessions, request(person), 1 + 97 * person, answer)
            return await measure.seconds(lambda: digests.preview(sessions, request(0)))

        whole, taken = await measure.side_by_side(full, onward)
    return [measure.at_most("digest after 10 new stances, to one from the beginning, s", whole, taken, 0.02)]


async def full_digest(server: str) -> list[Result]:
    """Standing and digest of the whole debate, held against the aggregate that counts the answers."""
    memory: list[float] = []
    async with large(server) as (database, _):

        async def floor() -> float:
            async with raw(database) as connection:
                await connection.prepare(COUNTED)
                return await measure.seconds(lambda: connection.fetch(COUNTED, CHANNEL))

        async def ours() -> float:
            done = await worked("digest", database)
            memory.append(done.megabytes)
            return done.seconds

        least, taken = await measure.side_by_side(floor, ours)
    return [
        measure.at_most("standing and digest of 1,000,000 stances, s", least, taken, 1.5),
        measure.no_more("standing and digest: memory over idle, MB", max(memory), 100, "MB"),
    ]
