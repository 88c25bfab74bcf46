"""What some jobs cost with one, ten and a hundred times as many entries, people, servers or processes: the tables below
those of `make bench`. `click_growth.py` measures the one job that must not grow, a click, far more closely."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from statistics import median

from benchmarks import debates, measure
from benchmarks.database import fill, opened, unseen
from benchmarks.jobs.memory import memory_held
from benchmarks.jobs.processes import clicks_a_second
from bot.actions import digests, entries, stances
from bot.actions.exports import write_ledger
from bot.actions.request import Request
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Answer
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from tests.loopback.world import CHANNEL, GUILD

ENTRIES = (100, 1_000, 10_000)
PEOPLE = (10, 100, 1_000)
GUILDS = (100, 1_000, 10_000)
PROCESSES = (1, 2, 4)
"""A hundred processes would share two cores: four show as much."""


@dataclass(frozen=True)
class AtSize:
    """What a job costs with so many of something."""

    of: str
    size: int
    job: str
    value: float

    def as_row(self) -> dict[str, str | int | float]:
        """As the file keeps it, with no more digits than it is worth."""
        return asdict(self) | {"value": float(f"{self.value:.4g}")}


async def measured(server: str) -> list[AtSize]:
    """All of it."""
    found = []
    for size in ENTRIES:
        found += await _debate(server, "entries", size, entries=size, people=100)
    for people in PEOPLE:
        found += await _debate(server, "people", people, entries=100, people=people)
    for guilds in GUILDS:
        found.append(AtSize("servers", guilds, "memory, MB", await memory_held(server, guilds)))
    for processes in PROCESSES:
        found.append(AtSize("processes", processes, "clicks a second", await clicks_a_second(server, processes)))
    return found


async def _debate(server: str, of: str, size: int, *, entries: int, people: int) -> list[AtSize]:
    """One debate in which everybody has answered everything, up to a hundred answers an entry."""
    async with opened(server) as (_, sessions):
        told = debates.argued(CHANNEL, GUILD, entries=entries, people=people, answers=min(100, people))
        await fill(sessions, told)
        return [AtSize(of, size, name, 1000 * await _median(work)) for name, work in _jobs(sessions, entries).items()]


def _jobs(sessions: Sessions, size: int) -> dict[str, Callable[[], Awaitable[object]]]:
    answers, requests = cycle(Answer), count(1)

    def request(request: int | None = None) -> Request:
        return Request(GUILD, CHANNEL, "debate", debates.FIRST_USER, "person 1", True, datetime.now(UTC), request)

    async def nowhere(piece: bytes) -> None:
        """What it is given is gone."""

    return {
        "a stance, ms": lambda: stances.take_stance(sessions, request(next(requests)), size, next(answers)),
        "search, ms": lambda: entries.find_entries(sessions, request(), "rents 7", 25),
        "digest from the beginning, ms": lambda: digests.preview(unseen(sessions), request()),
        "digest with nothing new, ms": lambda: digests.preview(sessions, request()),
        "export as NDJSON, ms": lambda: write_ledger(sessions, CHANNEL, Format.LINES, LedgerWriter(DISCORD), nowhere),
    }


async def _median(work: Callable[[], Awaitable[object]]) -> float:
    await work()
    return median([await measure.seconds(work) for _ in range(measure.ROUNDS)])
