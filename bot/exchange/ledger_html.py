"""A ledger as one page of HTML, with its map: to read, not to read in again."""

from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile

from bot.exchange.answer_counts import WAITING, answer_counts
from bot.exchange.ledger_source import LedgerSource, counted
from bot.exchange.sorted_spool import SortedSpool
from bot.ledger.ledger import Ledger
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling.digest import compose
from bot.ledger.telling.overview import Overview, overview
from bot.render.picture.colours import DARK, LIGHT
from bot.render.picture.map import debate_map
from bot.render.picture.svg import svg
from bot.render.report import MapMarkup, report
from bot.render.report.history import Happened, History, happening
from bot.words.front_end import FrontEnd


def pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The page of a ledger as of its last event, piece by piece: the same ledger gives the same page."""
    ledger, at = counted(source), source.last.at
    now = standing(ledger)
    digest = compose(ledger, None, at, now)
    drawing = _drawing(front, overview(ledger, at, digest=digest, now=now))
    with TemporaryFile() as file:
        happened, latest = SortedSpool[Happened](file), dict[int, datetime]()
        for line in source.events():
            if (told := happening(front, ledger, line.event)) is not None:
                happened.add(told)
                latest[told[0]] = line.event.at
        history = History(happened, latest, _answers(ledger, now, source))
        yield from report(front, ledger, history, drawing, digest, now, at, source.imported)


def _drawing(front: FrontEnd, shown: Overview) -> MapMarkup:
    if shown.is_empty:
        return MapMarkup()
    return MapMarkup(svg(debate_map(front, shown, LIGHT)), svg(debate_map(front, shown, DARK)))


def _answers(ledger: Ledger, now: Standing, source: LedgerSource) -> dict[int, int]:
    """How many answers that count each entry has in its wording in force."""
    every = answer_counts(ledger, now, source)
    return {entry: counts.total() - counts[WAITING] for entry, counts in every.items()}
