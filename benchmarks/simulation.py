"""`python -m benchmarks.simulation`: a bot on 1,000,000 servers with 10,000,000 debates, in its day's busiest minute.

Nothing runs here: what people do is drawn from a seed by the assumptions below, Discord's limits are its own, and what
a click, an event or a process costs was measured (`results.json`, `scaling.json`). The table goes into docs/scaling.md.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks import readme
from benchmarks.partitioned import PAGE
from benchmarks.partitioned import RESULTS as SCALING

SEED = 18
DAY = 24 * 60
"""Minutes."""

RESULTS = Path(__file__).with_name("results.json")

SHARD_AT_MOST, SHARD_ADVISED = 2_500, 1_000
POSTS_A_SECOND = 50
IDENTIFIES = (1, 16)
"""Shards that may identify in five seconds: what every bot may, and what Discord gives large ones."""

ZONES = {-8: 8, -6: 9, -5: 16, -3: 8, 0: 9, 1: 20, 2: 5, 3: 6, 5.5: 5, 8: 6, 9: 6, 10: 2}
"""Hours from UTC of the servers' clocks, and of a hundred servers how many."""

DIGEST_HOURS = {18: 60, 9: 10, 8: 5, 12: 5, 17: 5, 19: 5, 20: 5, 21: 5}
"""Local hours of schedules, in hundredths: 18:00 is what Crux takes where nobody says anything else."""

ACTIVE_HOURS = (2, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 9, 8, 5, 2)
"""How a day's clicks are spread over its local hours, in hundredths."""


@dataclass(frozen=True)
class Assumed:
    """What nobody can measure beforehand."""

    servers: int = 1_000_000
    debates: int = 10_000_000
    active: float = 0.1
    """The share of debates in which something happens on a day; the others rest or are closed."""

    clicks: float = 20.0
    """Clicks of a day in an active debate, and as many tags as a tenth of that."""

    scheduled: float = 0.2
    """The share of debates with a daily schedule. Where nothing moved, a digest is silent."""

    moved: float = 0.3
    """Of the scheduled ones, the share in which something moved since the last digest."""

    events: float = 60.0
    """The mean of a debate's events, which are spread log-normally."""

    spread: float = 1.5
    """The standard deviation of their logarithm: many debates of ten events, few of thousands."""

    shards_a_process: int = 10
    busy: float = 0.5
    """The share of a process's or a PostgreSQL's processors that may be used in the busiest minute."""

    cores: int = 32
    """Of a database's machine."""

    sample: int = 200_000
    """How many debates are drawn for all of them."""


@dataclass(frozen=True)
class Measured:
    """What was measured, of one process and one PostgreSQL, on the machine of the benchmarks."""

    clicks_a_second: float
    tags_a_second: float
    memory_of_none: float
    memory_of_a_server: float
    claim_of_twenty: float
    silent_digest: float
    event_bytes: float
    click_in_database: float

    @classmethod
    def read(cls) -> "Measured":
        """The figures of the last runs."""
        told = orjson.loads(RESULTS.read_bytes())
        jobs = {row["job"]: row["ours"] for row in told["results"]}
        memory = {row["size"]: row["value"] for row in told["growth"] if row["of"] == "servers"}
        few, many = min(memory), max(memory)
        a_server = (memory[many] - memory[few]) / (many - few)
        scaling = orjson.loads(SCALING.read_bytes())
        return cls(
            jobs["a stance click: clicks a second, one process"],
            jobs["a tag with its form: tags a second, one process"],
            memory[few] - few * a_server,
            a_server,
            jobs["claiming 20 due slots, 1,000,000 schedules to 1,000, ms"],
            next(row["value"] for row in told["growth"] if row["job"] == "digest with nothing new, ms"),
            scaling["an event, partitioned, bytes"],
            scaling["a click, partitioned, ms"],
        )


@dataclass(frozen=True)
class Minute:
    """The busiest minute of each kind, in UTC minutes of the day, and what comes in it."""

    slots_at: int
    slots: int
    clicks_at: int
    clicks: int


def drawn(assumed: Assumed, seed: int = SEED) -> tuple[Counter[int], Counter[int]]:
    """How many of the drawn schedules are due in each UTC minute of the day, and of the drawn clicks in each hour."""
    chance = random.Random(seed)
    zones = chance.choices(list(ZONES), list(ZONES.values()), k=assumed.sample)
    hours = chance.choices(list(DIGEST_HOURS), list(DIGEST_HOURS.values()), k=assumed.sample)
    slots = Counter(_minute(hour, 0, zone) for hour, zone in zip(hours, zones, strict=True))
    when = chance.choices(range(24), ACTIVE_HOURS, k=assumed.sample)
    # Within an hour, people come at any minute: counted by the hour, no minute wins by lot.
    return slots, Counter(_minute(hour, 0, zone) // 60 for hour, zone in zip(when, zones, strict=True))


def busiest(assumed: Assumed, seed: int = SEED) -> Minute:
    """Draw schedules and clicks, and find the minutes with most of each."""
    (slots_at, most_slots), (clicks_at, most_clicks) = (counted.most_common(1)[0] for counted in drawn(assumed, seed))
    scheduled = assumed.debates * assumed.scheduled
    clicked = assumed.debates * assumed.active * assumed.clicks
    return Minute(
        slots_at,
        round(scheduled * most_slots / assumed.sample),
        clicks_at * 60,
        round(clicked * most_clicks / assumed.sample / 60),
    )


def _minute(hour: int, minute: int, zone: float) -> int:
    return round(hour * 60 + minute - zone * 60) % DAY


def largest(assumed: Assumed, seed: int = SEED) -> Sequence[int]:
    """The events of the median debate, of one in a hundred and of the largest that was drawn."""
    chance = random.Random(seed)
    middle = math.log(assumed.events) - assumed.spread**2 / 2
    drawn = sorted(math.ceil(chance.lognormvariate(middle, assumed.spread)) for _ in range(assumed.sample))
    return drawn[len(drawn) // 2], drawn[len(drawn) * 99 // 100], drawn[-1]


Row = tuple[str, str]


def rows(assumed: Assumed, measured: Measured) -> list[Row]:
    """The table, line by line."""
    minute = busiest(assumed)
    return [
        *_gateway(assumed, measured),
        *_clicks(assumed, measured, minute),
        *_digests(assumed, measured, minute),
        *_database(assumed, measured, minute),
        *_costs(assumed, measured, minute),
    ]


def _processes(assumed: Assumed, measured: Measured, minute: Minute) -> int:
    """Enough for the shards, and for the clicks."""
    for_shards = math.ceil(assumed.servers / SHARD_ADVISED / assumed.shards_a_process)
    return max(for_shards, math.ceil(minute.clicks / 60 / (measured.clicks_a_second * assumed.busy)))


def _gateway(assumed: Assumed, measured: Measured) -> list[Row]:
    shards = math.ceil(assumed.servers / SHARD_ADVISED)
    seconds = [math.ceil(shards / at_once) * 5 for at_once in IDENTIFIES]
    identifies = max(2_000, assumed.servers // 1_000 * 5)
    held = measured.memory_of_none + measured.memory_of_a_server * SHARD_ADVISED * assumed.shards_a_process
    return [
        ("shards, of 1,000 servers (of 2,500 at most)", f"{shards:,} ({math.ceil(assumed.servers / SHARD_AT_MOST):,})"),
        (
            f"until all have identified, {IDENTIFIES[0]} or {IDENTIFIES[1]} in five seconds",
            f"{seconds[0] / 60:.0f} min, {seconds[1] / 60:.1f} min",
        ),
        (
            "identifies a day that Discord allows so large a bot",
            f"{identifies:,}: all shards {identifies // shards} times",
        ),
        (
            f"processes of {assumed.shards_a_process} shards, memory of each",
            f"{math.ceil(shards / assumed.shards_a_process):,}, {held:.0f} MB",
        ),
    ]


def _clicks(assumed: Assumed, measured: Measured, minute: Minute) -> list[Row]:
    a_second = minute.clicks / 60
    processes = math.ceil(a_second / (measured.clicks_a_second * assumed.busy))
    return [
        (
            "clicks in the busiest minute",
            f"{minute.clicks:,} ({_clock(minute.clicks_at)} UTC), {a_second:,.0f} a second",
        ),
        (f"processes that these would fill by {assumed.busy:.0%}", f"{processes:,}"),
        ("requests to Discord that they cost of its limit", "none: answers to interactions do not count"),
    ]


def _digests(assumed: Assumed, measured: Measured, minute: Minute) -> list[Row]:
    posted = round(minute.slots * assumed.moved)
    claimed = minute.slots / 20 * measured.claim_of_twenty / 1000
    looked = minute.slots * measured.silent_digest / 1000 / _processes(assumed, measured, minute)
    day = assumed.debates * assumed.scheduled * assumed.moved
    return [
        ("slots that are due in the busiest minute", f"{minute.slots:,} ({_clock(minute.slots_at)} UTC)"),
        ("processor time of a database to claim them, twenty at a time", f"{claimed:.0f} s"),
        ("until all processes have looked whether something moved", f"{looked:.0f} s"),
        ("of them digests to post (the others are silent)", f"{posted:,}"),
        (f"until the last is posted, at {POSTS_A_SECOND} a second for the whole bot", _time(posted / POSTS_A_SECOND)),
        ("requests a second that would post them within that minute", f"{posted / 60:,.0f}"),
        (
            "digests of a day, share of the requests that Discord allows in it",
            f"{day:,.0f}, {day / (POSTS_A_SECOND * 86_400):.0%}",
        ),
    ]


def _database(assumed: Assumed, measured: Measured, minute: Minute) -> list[Row]:
    events = assumed.debates * assumed.events
    middle, one_in_a_hundred, most = largest(assumed)
    new = assumed.debates * assumed.active * assumed.clicks * 1.1
    busy = minute.clicks / 60 * measured.click_in_database / 1000
    processes = _processes(assumed, measured, minute)
    return [
        ("events", f"{events:,.0f}; a day brings {new:,.0f}"),
        ("of a debate: median, one in a hundred, the largest drawn", f"{middle:,}, {one_in_a_hundred:,}, {most:,}"),
        ("on disk, with all tables and indexes", f"{events * measured.event_bytes / 1e12:.2f} TB"),
        ("more of it each day", f"{new * measured.event_bytes / 1e9:.1f} GB"),
        ("connections of all processes, without PgBouncer", f"{processes * 20:,}"),
        ("transactions under way at once in the busiest minute", f"{busy:.1f}"),
        (
            f"primaries of {assumed.cores} cores that these would fill by {assumed.busy:.0%}",
            f"{_primaries(assumed, busy)}",
        ),
    ]


def _primaries(assumed: Assumed, busy: float) -> int:
    return math.ceil(busy / (assumed.cores * assumed.busy))


def _costs(assumed: Assumed, measured: Measured, minute: Minute) -> list[Row]:
    processes = _processes(assumed, measured, minute)
    primaries = _primaries(assumed, minute.clicks / 60 * measured.click_in_database / 1000)
    database = primaries * 2 * assumed.cores
    return [
        ("processes of Crux, a core each", f"{processes:,}"),
        ("core-hours of a day: Crux, PostgreSQL with its standby", f"{processes * 24:,}, {database * 24:,}"),
        ("core-hours for 1,000 servers and month", f"{(processes + database) * 24 * 30 / assumed.servers * 1_000:.1f}"),
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.1f} h"


def table(told: Sequence[Row]) -> str:
    """As the page shows it."""
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in told)]) + "\n"


def main() -> int:
    """Reckon, print and write down."""
    told = table(rows(Assumed(), Measured.read()))
    readme.put("simulation", told, PAGE)
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
