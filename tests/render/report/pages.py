"""Pages that the tests open."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.ledger.ledger import Ledger
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
from bot.render.report.history import History, happening
from bot.words.front_end import FrontEnd


def page_of(events: Sequence[Event], front: FrontEnd = DISCORD) -> str:
    """The report of these events, with its map."""
    ledger, at = replay(events), events[-1].at
    seen = overview(ledger, at)
    drawing = MapMarkup(svg(debate_map(front, seen, LIGHT)), svg(debate_map(front, seen, DARK)))
    history, digest = history_of(ledger, events, front), compose(ledger, None, at)
    return "".join(report(front, ledger, history, drawing, digest, standing(ledger), at))


def history_of(ledger: Ledger, events: Iterable[Event], front: FrontEnd = DISCORD) -> History:
    """What these events say of the entries of a ledger."""
    about = [event for event in events if event.entry is not None]
    happened = sorted(told for event in about if (told := happening(front, ledger, event)) is not None)
    counting = (
        stance.entry
        for stance in ledger.stances.values()
        if stance.counts_for(ledger.entries[stance.entry]) and not ledger.counts_nowhere(stance.person)
    )
    return History(happened, {event.entry: event.at for event in about if event.entry is not None}, Counter(counting))
