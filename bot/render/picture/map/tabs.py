"""The tab on a row of the map: what kind of crux its entry is."""

from bot.ledger.standing.cruxes import CruxState
from bot.render.picture.fonts import BOLD
from bot.render.picture.lettering import text
from bot.render.picture.map.columns import SMALL_SIZE, STATEMENT_X
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.shapes import Polygon, Polyline, Rectangle, Shape, Stroke
from bot.render.picture.typesetting.lines import width_of


def draw_tab(sheet: Sheet, label: str, crux: CruxState) -> None:
    """Draw a tab with its words and the sign of a crux; it is filled where both sides share that."""
    c, filled = sheet.colours, crux is CruxState.DOUBLE
    foreground, background = (c.paper, c.ink) if filled else (c.ink, c.paper)
    lettering = text(STATEMENT_X + 34, sheet.y + 25, label, SMALL_SIZE, foreground, bold=True)
    width = 40 + width_of(label, SMALL_SIZE, BOLD) + 14
    sheet.add(
        Rectangle(STATEMENT_X - 6, sheet.y - 4, width, 38, background, Stroke(c.ink), radius=6),
        _sign(crux, STATEMENT_X + 13, sheet.y + 15, foreground, -1 if sheet.from_the_right else 1),
        lettering,
    )
    sheet.y += 38 * len(lettering.lines)


def _sign(crux: CruxState, x: float, y: float, colour: str, way: int) -> Shape:
    """A tick for a settled crux, else a diamond; with -1, the tick is drawn the other way, before a mirror."""
    if crux is CruxState.SETTLED:
        return Polyline(((x - 9 * way, y), (x - 2 * way, y + 8), (x + 11 * way, y - 9)), Stroke(colour, 4))
    return Polygon(((x, y - 11), (x + 11, y), (x, y + 11), (x - 11, y)), colour)
