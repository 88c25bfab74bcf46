"""A group of the map: its title with the heads of the columns, and its rows."""

from bot.ledger.entries import Answer
from bot.render.picture import fonts
from bot.render.picture.lettering import Align, text
from bot.render.picture.map.columns import (
    BAR_MIDDLE,
    EDGE,
    HEADING_ROOM,
    LABEL_SIZE,
    SILENT_X,
    SMALL_SIZE,
    STATEMENT_ROOM,
    STATEMENT_X,
    TITLE_SIZE,
    UNSURE_X,
    WIDTH,
)
from bot.render.picture.map.rows import draw_row
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.shapes import Fill, Line, Rectangle, Stroke
from bot.render.picture.shaping import width
from bot.words.overview import Group, Overview
from bot.words.picture import map as words
from bot.words.vocabulary import term

MOST_REMARKED = 40
"""Lines of a remark: it may name very many entries."""


def draw_group(sheet: Sheet, overview: Overview, group: Group) -> None:
    """Draw a group."""
    ink = sheet.colours.ink
    sheet.y += 30
    sheet.add(Line((EDGE, sheet.y), (WIDTH - EDGE, sheet.y), Stroke(ink, 3)))
    sheet.y += 38
    # A long title is set smaller: its numbers must not be cut off.
    size = min(TITLE_SIZE, HEADING_ROOM / width(group.title, fonts.LATIN, 1, fonts.BOLD))
    sheet.add(text(EDGE, sheet.y, group.title, size, ink, room=HEADING_ROOM + 1, bold=True))
    _draw_column_heads(sheet)
    sheet.y += 14
    for row in group.rows:
        draw_row(sheet, overview, row)
    for remark in words.remarks(sheet.front, group):
        sheet.y += 8
        sheet.write(STATEMENT_X, remark, LABEL_SIZE, sheet.colours.quiet, room=STATEMENT_ROOM, most=MOST_REMARKED)


def _draw_column_heads(sheet: Sheet) -> None:
    """A swatch and a word for each answer; those of the bar stand on either side of its middle."""
    c, front = sheet.colours, sheet.front
    disagree, agree = term(front.catalogue, Answer.DISAGREE), term(front.catalogue, Answer.AGREE)
    _draw_head(sheet, BAR_MIDDLE - 34, BAR_MIDDLE - 44, disagree, c.disagree_pattern, c.disagree_line, Align.END)
    _draw_head(sheet, BAR_MIDDLE + 12, BAR_MIDDLE + 44, agree, c.agree, c.agree)
    _draw_head(
        sheet, UNSURE_X - 62, UNSURE_X - 32, term(front.catalogue, Answer.UNSURE), c.unsure_pattern, c.unsure_dot
    )
    _draw_head(sheet, SILENT_X - 76, SILENT_X - 46, words.no_answer(front), c.paper, c.quiet)


def _draw_head(
    sheet: Sheet, swatch_x: float, word_x: float, word: str, fill: Fill, outline: str, align: Align = Align.START
) -> None:
    sheet.add(
        Rectangle(swatch_x, sheet.y - 19, 22, 20, fill, Stroke(outline)),
        text(word_x, sheet.y, word, SMALL_SIZE, sheet.colours.quiet, align=align),
    )
