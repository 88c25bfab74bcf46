"""The map of twelve rows as PNG, and the report of ten thousand entries."""

from benchmarks import debates, measure
from benchmarks.database import sealed_chain
from benchmarks.measure import Result
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_source import WholeLedger
from bot.garbage import in_bulk
from bot.ledger.record.replay import replay
from bot.ledger.telling.overview import MOST_ROWS, overview
from bot.render.front_ends import DISCORD
from bot.render.picture.map import debate_map
from bot.render.picture.png import png

ENTRIES, PEOPLE = 10_000, 1_000


async def pictures(server: str) -> list[Result]:
    """Both as the bot makes them, in this process."""
    small = list(debates.argued(70, 7, entries=MOST_ROWS, people=12, answers=6))
    seen = overview(replay(small), small[-1].at)
    large = WholeLedger(sealed_chain(debates.argued(70, 7, entries=ENTRIES, people=PEOPLE, answers=3)))

    async def draw() -> None:
        png(debate_map(DISCORD, seen))

    async def write() -> None:
        with in_bulk():
            LedgerWriter(DISCORD).write(Format.HTML, large, bytearray().extend)

    drawn = [await measure.seconds(draw) for _ in range(measure.ROUNDS)]
    written = [await measure.seconds(write) for _ in range(measure.ROUNDS)]
    return [
        measure.no_more(f"the map of {MOST_ROWS} rows to PNG, ms", 1000 * measure.quantile(drawn, 0.5), 50, "ms"),
        measure.no_more(f"the report of {ENTRIES:,} entries, s", measure.quantile(written, 0.5), 1, "s"),
    ]
