"""The map of twelve rows as PNG, and the report of ten thousand entries."""

from collections.abc import Sequence
from statistics import median

from benchmarks import debates, measure
from benchmarks.database import fill, opened, sealed_chain
from benchmarks.jobs.reading import TIMES, Job, Reader
from benchmarks.measure import Result
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_source import WholeLedger
from bot.garbage import in_bulk
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.telling.overview import MOST_ROWS, overview
from bot.render.front_ends import DISCORD
from bot.render.picture.map import debate_map
from bot.render.picture.png import png
from bot.store.prepared import opened_pool
from bot.store.sessions import Sessions
from tests.loopback.world import CHANNEL, GUILD

ENTRIES, PEOPLE = 10_000, 1_000

MAP_CLICKS, REPORT_CLICKS = 140, 1_600
"""How many clicks each may take: 50 ms and a second on the machine where these were aimed at.

What a click took there is reckoned: from a click of a later machine, by the floors of both, which differ 3.1 times.
"""


async def pictures(server: str) -> list[Result]:
    """Both as the bot makes them, in this process, held against a click in the same debate."""
    small = list(debates.argued(CHANNEL, GUILD, entries=MOST_ROWS, people=12, answers=6))
    large = list(debates.argued(CHANNEL, GUILD, entries=ENTRIES, people=PEOPLE, answers=3))
    seen, whole = overview(replay(small), small[-1].at), WholeLedger(sealed_chain(large))

    async def draw() -> None:
        png(debate_map(DISCORD, seen))

    async def write() -> None:
        with in_bulk():
            LedgerWriter(DISCORD).write(Format.HTML, whole, bytearray().extend)

    return [
        await _to_a_click(server, f"the map of {MOST_ROWS} rows to PNG", small, draw, MAP_CLICKS),
        await _to_a_click(server, f"the report of {ENTRIES:,} entries", large, write, REPORT_CLICKS),
    ]


async def _to_a_click(server: str, name: str, told: Sequence[Event], work: Job, most: int) -> Result:
    async with opened(server) as (database, sessions):
        await fill(sessions, told)
        async with opened_pool(database, 1) as pool:
            reader = Reader(Sessions(sessions.bind, pool), MOST_ROWS, 12)

            async def clicks() -> float:
                return 1000 * median([await measure.seconds(reader.click) for _ in range(TIMES)])

            async def ours() -> float:
                return 1000 * await measure.seconds(work)

            await clicks()
            click, taken = await measure.side_by_side(clicks, ours)
    return measure.at_most(f"{name}, to a click, ms", click, taken, most)
