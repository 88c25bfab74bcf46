"""Pages that the tests open."""

from collections.abc import Sequence

from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.standing import standing
from bot.ledger.telling.digest import compose
from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.render.picture.colours import DARK, LIGHT
from bot.render.picture.map import debate_map
from bot.render.picture.svg import svg
from bot.render.report import MapMarkup, report
from bot.words.front_end import FrontEnd


def page_of(events: Sequence[Event], front: FrontEnd = DISCORD) -> str:
    """The report of these events, with its map."""
    ledger, at = replay(events), events[-1].at
    seen = overview(ledger, at)
    drawing = MapMarkup(svg(debate_map(front, seen, LIGHT)), svg(debate_map(front, seen, DARK)))
    return report(front, ledger, events, drawing, compose(ledger, None, at), standing(ledger), at)
