"""Every picture that is compared with one that was looked at."""

from bot.ledger.telling.overview import overview
from bot.ledger.telling.progress import progress
from bot.render.front_ends import DISCORD
from bot.render.picture.colours import LIGHT
from bot.render.picture.map import debate_map
from bot.render.picture.shapes import Drawing, Text
from bot.render.picture.timeline import timeline
from tests.render.picture.debates import EVENTS, LEDGERS, NOON

MAPS = {f"map-{name}": debate_map(DISCORD, overview(ledger, NOON)) for name, ledger in LEDGERS.items()}
LIGHT_MAPS = {"map-light": debate_map(DISCORD, overview(LEDGERS["two-people"], NOON), LIGHT)}
TIMELINES = {
    f"timeline-{name}": timeline(DISCORD, progress(EVENTS[name])) for name in ("two-people", "crowds", "empty")
}
DRAWINGS = MAPS | TIMELINES | LIGHT_MAPS


def words_in(drawing: Drawing) -> list[str]:
    """The words of a drawing, run by run, from back to front."""
    return [
        run.text for shape in drawing.shapes if isinstance(shape, Text) for line in shape.lines for run in line.runs
    ]
