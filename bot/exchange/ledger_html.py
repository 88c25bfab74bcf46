"""A ledger as one page of HTML, with its map: to read, not to read in again."""

from collections.abc import Sequence

from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.replay import replay
from bot.ledger.standing.standing import standing
from bot.ledger.telling.digest import compose
from bot.ledger.telling.overview import overview
from bot.render.picture.colours import DARK, LIGHT
from bot.render.picture.map import debate_map
from bot.render.picture.svg import svg
from bot.render.report import MapMarkup, report
from bot.words.front_end import FrontEnd


def dumps(front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None = None) -> str:
    """The page of a ledger as of its last event: the same ledger gives the same page."""
    events = [line.event for line in sealed]
    ledger, at = replay(events), events[-1].at
    now = standing(ledger)
    digest = compose(ledger, None, at, now)
    shown = overview(ledger, at, digest=digest, now=now)
    drawing = MapMarkup(svg(debate_map(front, shown, LIGHT)), svg(debate_map(front, shown, DARK)))
    if shown.is_empty:
        drawing = MapMarkup()
    return report(front, ledger, events, drawing, digest, now, at, imported)
