"""Every picture that is compared with one that was looked at."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from bot.ledger.telling.overview import overview
from bot.ledger.telling.progress import progress
from bot.render.front_ends import DISCORD
from bot.render.picture.colours import DARK, LIGHT, Colours
from bot.render.picture.map import debate_map
from bot.render.picture.shapes import Drawing, Text
from bot.render.picture.timeline import timeline
from tests.render.picture.debates import EVENTS, LEDGERS, NOON


class Drawings(Mapping[str, Drawing]):
    """Drawings by name. Each is made once, where it is first asked for: most workers need few of them."""

    def __init__(self, made_by: Mapping[str, Callable[[], Drawing]]) -> None:
        self._made_by = made_by

    def __getitem__(self, name: str) -> Drawing:
        return self._made_by[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made_by)

    def __len__(self) -> int:
        return len(self._made_by)


@cache
def _map(name: str, colours: Colours) -> Drawing:
    return debate_map(DISCORD, overview(LEDGERS[name], NOON), colours)


@cache
def _timeline(name: str) -> Drawing:
    return timeline(DISCORD, progress(EVENTS[name]))


_MAPS = {f"map-{name}": partial(_map, name, DARK) for name in LEDGERS}
_TIMELINES = {f"timeline-{name}": partial(_timeline, name) for name in ("two-people", "crowds", "empty")}
MAPS = Drawings(_MAPS)
DRAWINGS = Drawings(_MAPS | _TIMELINES | {"map-light": partial(_map, "two-people", LIGHT)})


def words_in(drawing: Drawing) -> list[str]:
    """The words of a drawing, run by run, from back to front."""
    return [
        run.text for shape in drawing.shapes if isinstance(shape, Text) for line in shape.lines for run in line.runs
    ]
