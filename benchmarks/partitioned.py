"""`python -m benchmarks.partitioned`: what a click costs in a partitioned schema, beside the ordinary one.

Both databases have the same debates; a click is the action of one, without Discord, on a pool of prepared statements.
What an event takes on disk, with all tables and indexes that belong to it, is measured on the way. The figures are
written beside this file, and their table into docs/scaling.md.
"""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path

import orjson
import uvloop

from benchmarks import debates, measure, readme
from benchmarks.database import fill, opened, raw
from benchmarks.partitions import PARTS, partition
from bot.actions import stances
from bot.actions.request import Request
from bot.embedded.server import EmbeddedPostgres
from bot.garbage import spare_what_is_there
from bot.ledger.entries import Answer
from bot.store.prepared import opened_pool
from bot.store.sessions import Sessions
from tests.loopback.world import GUILD

RESULTS = Path(__file__).with_name("scaling.json")
PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"

DEBATES, ENTRIES, PEOPLE, ANSWERS = 100, 30, 20, 10
FIRST = 5_000
CLICKS = 500

SIZE = """
SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""

EVENTS = "SELECT count(*) FROM events"


async def compared(server: str) -> dict[str, float]:
    """The cost of a click in both schemas, in milliseconds, and of an event in both, in bytes."""
    async with _filled(server, parts=0) as ordinary, _filled(server, PARTS) as partitioned:
        clicks = {schema: _Clicks(schema.sessions) for schema in (ordinary, partitioned)}

        async def click(schema: _Schema) -> float:
            return 1000 / CLICKS * await measure.seconds(lambda: clicks[schema](CLICKS))

        for schema in clicks:
            await click(schema)
        plain, parted = await measure.side_by_side(lambda: click(ordinary), lambda: click(partitioned))
    return {
        "parts": PARTS,
        "a click, ms": _short(plain),
        "a click, partitioned, ms": _short(parted),
        "an event, bytes": _short(ordinary.bytes_an_event),
        "an event, partitioned, bytes": _short(partitioned.bytes_an_event),
        "empty, bytes": ordinary.empty,
        "empty, partitioned, bytes": partitioned.empty,
    }


@dataclass(frozen=True, eq=False)
class _Schema:
    """A filled database: sessions on it, its bytes while it was empty, and how many each event has added."""

    sessions: Sessions
    empty: int
    bytes_an_event: float


def _short(value: float) -> float:
    return float(f"{value:.4g}")


@asynccontextmanager
async def _filled(server: str, parts: int) -> AsyncIterator[_Schema]:
    """A database with the debates, partitioned where there are to be parts, and sessions as a running bot has them."""
    async with opened(server) as (database, sessions):
        if parts:
            await partition(database, parts)
        empty = await _number(database, SIZE)
        for number in range(DEBATES):
            told = debates.argued(FIRST + number, GUILD, entries=ENTRIES, people=PEOPLE, answers=ANSWERS)
            await fill(sessions, told)
        async with raw(database) as connection:
            await connection.execute("VACUUM ANALYZE")
        added = await _number(database, SIZE) - empty
        async with opened_pool(database, 2) as pool:
            yield _Schema(Sessions(sessions.bind, pool), empty, added / await _number(database, EVENTS))


async def _number(database: str, query: str) -> int:
    async with raw(database) as connection:
        return int(await connection.fetchval(query))


class _Clicks:
    """Clicks one after the other, each in another debate and by another person, none of which repeats an answer."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._places = cycle(
            (FIRST + debate, debates.FIRST_USER + person, 1 + (debate + person) % ENTRIES)
            for person in range(PEOPLE)
            for debate in range(DEBATES)
        )
        self._numbers = count(1)
        self._answers: Iterator[Answer] = cycle(Answer)

    async def __call__(self, clicks: int) -> None:
        for _ in range(clicks):
            channel, user, entry = next(self._places)
            asked = Request(GUILD, channel, "debate", user, "somebody", False, datetime.now(UTC), next(self._numbers))
            await stances.take_stance(self._sessions, asked, entry, next(self._answers))


def table(found: dict[str, float]) -> str:
    """Both schemas beside each other."""
    rows = [
        f"| | one table | {found['parts']} parts | |",
        "|---|---|---|---|",
        _row("a click, ms", found["a click, ms"], found["a click, partitioned, ms"]),
        _row("an event on disk, bytes", found["an event, bytes"], found["an event, partitioned, bytes"]),
        _row("the empty schema, MB", found["empty, bytes"] / 1e6, found["empty, partitioned, bytes"] / 1e6),
    ]
    return "\n".join(rows) + "\n"


def _row(name: str, one: float, other: float) -> str:
    return f"| {name} | {one:,.4g} | {other:,.4g} | × {other / one:.2f} |"


def main() -> int:
    """Measure, print and write down."""
    spare_what_is_there()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        found = uvloop.run(compared(server.url))
    RESULTS.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    readme.put("partitions", table(found), PAGE)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
