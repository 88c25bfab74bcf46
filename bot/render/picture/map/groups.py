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
from bot.render.picture.typesetting.lines import width_of
from bot.words.overview import Group, Overview
from bot.words.picture import map as words
from bot.words.vocabulary import term

SWATCH, APART = 30, 14
"""How far before its word a swatch begins, and the least that is between two heads."""

MOST_REMARKED = 40
"""Lines of a remark: it may name very many entries."""


def draw_group(sheet: Sheet, overview: Overview, group: Group) -> None:
    """Draw a group."""
    ink = sheet.colours.ink
    sheet.y += 30
    sheet.add(Line((EDGE, sheet.y), (WIDTH - EDGE, sheet.y), Stroke(ink, 3)))
    sheet.y += 38
    room = _draw_column_heads(sheet)
    # A long title is set smaller: its numbers must not be cut off.
    size = min(TITLE_SIZE, room / width_of(group.title, 1, fonts.BOLD))
    sheet.add(text(EDGE, sheet.y, group.title, size, ink, room=room + 1, bold=True))
    sheet.y += 14
    for row in group.rows:
        draw_row(sheet, overview, row)
    for remark in words.remarks(sheet.front, group):
        sheet.y += 8
        sheet.write(STATEMENT_X, remark, LABEL_SIZE, sheet.colours.quiet, room=STATEMENT_ROOM, most=MOST_REMARKED)


def _draw_column_heads(sheet: Sheet) -> float:
    """A swatch and a word for each answer, those of the bar on either side of its middle; gives the room before them.

    Each stands above its column, or as far before it as those behind it need.
    """
    c, front = sheet.colours, sheet.front
    disagree, agree, unsure = (
        term(front.catalogue, answer) for answer in (Answer.DISAGREE, Answer.AGREE, Answer.UNSURE)
    )
    silent = words.no_answer(front)
    silent_x = min(SILENT_X - 46, WIDTH - EDGE - width_of(silent, SMALL_SIZE))
    unsure_x = min(UNSURE_X - 32, silent_x - SWATCH - APART - width_of(unsure, SMALL_SIZE))
    _draw_head(sheet, BAR_MIDDLE - 34, BAR_MIDDLE - 44, disagree, c.disagree_pattern, c.disagree_line, Align.END)
    _draw_head(sheet, BAR_MIDDLE + 12, BAR_MIDDLE + 44, agree, c.agree, c.agree)
    _draw_head(sheet, unsure_x - SWATCH, unsure_x, unsure, c.unsure_pattern, c.unsure_dot)
    _draw_head(sheet, silent_x - SWATCH, silent_x, silent, c.paper, c.quiet)
    return min(HEADING_ROOM, BAR_MIDDLE - 44 - width_of(disagree, SMALL_SIZE) - APART - EDGE)


def _draw_head(
    sheet: Sheet, swatch_x: float, word_x: float, word: str, fill: Fill, outline: str, align: Align = Align.START
) -> None:
    sheet.add(
        Rectangle(swatch_x, sheet.y - 19, 22, 20, fill, Stroke(outline)),
        text(word_x, sheet.y, word, SMALL_SIZE, sheet.colours.quiet, align=align),
    )
