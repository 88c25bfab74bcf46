"""A row of the map: an entry's number and sentence, why it stands where it does, each side's answers, and who moved."""

from bot.ledger.entries import Answer
from bot.ledger.standing.cruxes import CruxState
from bot.render.picture import fonts
from bot.render.picture.lettering import text
from bot.render.picture.map.bars import draw_bar
from bot.render.picture.map.columns import (
    BAR_MIDDLE,
    BAR_PITCH,
    BAR_WIDTH,
    EDGE,
    INNER,
    LABEL_SIZE,
    MOVER_ROOM,
    NUMBER_ROOM,
    NUMBER_X,
    RIGHT_COUNT_X,
    SMALL_SIZE,
    STATEMENT_ROOM,
    STATEMENT_SIZE,
    STATEMENT_X,
    WIDTH,
)
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.map.tabs import draw_tab
from bot.render.picture.shapes import Circle, Line, Polygon, Rectangle, Shape, Stroke
from bot.render.picture.typesetting.lines import width_of
from bot.words.overview import Mover, Overview, Row
from bot.words.picture import map as words

SMALLEST = 20
"""The size below which a sentence is no longer set smaller."""


def draw_row(sheet: Sheet, overview: Overview, row: Row) -> None:
    """Draw a row, and the frame of a crux behind it."""
    inside = Sheet(sheet.front, sheet.colours, sheet.y + 12)
    if row.crux is not None:
        draw_tab(inside, words.crux(inside.front, row.crux, row.crux_for, row.crux_for_was), row.crux)
    _draw_sentence(inside, row)
    inside.y += 8
    for answers in row.answers[: words.MOST_SIDES]:
        draw_bar(inside, overview, answers)
    for mover in row.movers:
        _draw_mover(inside, mover)
    inside.y += 6
    sheet.add(_frame(inside, row, sheet.y), *inside.shapes)
    sheet.y = inside.y + 8


def _draw_sentence(sheet: Sheet, row: Row) -> None:
    colours, number = sheet.colours, f"#{row.entry}"
    size = min(STATEMENT_SIZE, NUMBER_ROOM / width_of(number, 1, fonts.BOLD))
    sheet.add(text(NUMBER_X, sheet.y + 34, number, size, colours.ink, bold=True))
    sheet.write(STATEMENT_X, row.statement, STATEMENT_SIZE, colours.ink, room=STATEMENT_ROOM, most=3)
    if row.reason:
        sheet.write(STATEMENT_X, row.reason, SMALL_SIZE, colours.quiet, room=STATEMENT_ROOM, most=2)


def _frame(sheet: Sheet, row: Row, top: float) -> Shape:
    """What sets a row apart: a frame for what is shared as a crux, else a line below it."""
    ink = sheet.colours.ink
    strokes = {
        CruxState.DOUBLE: Stroke(ink, 6),
        CruxState.POSSIBLE: Stroke(ink, 4, (16, 10)),
        CruxState.SETTLED: Stroke(ink, 2),
    }
    stroke = strokes.get(row.crux) if row.crux else None
    if stroke is None:
        return Line((STATEMENT_X, sheet.y + 2), (WIDTH - EDGE, sheet.y + 2), Stroke(sheet.colours.faint))
    return Rectangle(EDGE - 6, top + 4, INNER + 12, sheet.y - top - 4, stroke=stroke, radius=10)


def _draw_mover(sheet: Sheet, mover: Mover) -> None:
    """Somebody who moved, and an arrow from the half that they left to the one where they are."""
    c, y, reach = sheet.colours, sheet.y + 18, BAR_WIDTH * 0.36
    way = 1 if mover.answer is Answer.AGREE else -1
    tail, head = BAR_MIDDLE - way * reach, BAR_MIDDLE + way * reach
    moved = words.moved(sheet.front, mover)
    # A longer sentence is set smaller before its end is left out, which says in which entry.
    size = max(SMALLEST, min(LABEL_SIZE, MOVER_ROOM / width_of(moved, 1)))
    sheet.add(
        Circle((tail, y), 7, c.paper, Stroke(c.ink, 4)),
        Line((tail + way * 8, y), (head - way * 16, y), Stroke(c.ink, 5)),
        Polygon(((head, y), (head - way * 22, y - 12), (head - way * 22, y + 12)), c.ink),
        text(RIGHT_COUNT_X, y + 10, moved, size, c.ink, room=MOVER_ROOM + 1),
    )
    sheet.y += BAR_PITCH
