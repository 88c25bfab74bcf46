"""A group of the map: its title with the heads of the columns, and its rows."""

from bot.ledger.entries import Answer
from bot.ledger.telling.lines import SectionKind
from bot.render.picture.lettering import Align, text
from bot.render.picture.map.columns import (
    BAR_WIDTH,
    BAR_X,
    EDGE,
    LABEL_SIZE,
    SILENT_X,
    SMALL_SIZE,
    STATEMENT_X,
    TITLE_SIZE,
    UNSURE_X,
    WIDTH,
)
from bot.render.picture.map.rows import draw_row
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.shapes import Fill, Line, Rectangle, Stroke
from bot.words.overview import Group, Overview
from bot.words.picture import map as words
from bot.words.vocabulary import term

_REASONED = (SectionKind.ACCEPT, SectionKind.REJECT)
"""The groups whose rows say their counts."""


def draw_group(sheet: Sheet, overview: Overview, group: Group) -> None:
    """Draw a group."""
    ink = sheet.colours.ink
    sheet.y += 30
    sheet.add(Line((EDGE, sheet.y), (WIDTH - EDGE, sheet.y), Stroke(ink, 3)))
    sheet.y += 38
    sheet.add(text(EDGE, sheet.y, words.heading(sheet.front, group), TITLE_SIZE, ink, bold=True))
    _draw_column_heads(sheet)
    sheet.y += 14
    for row in group.rows:
        draw_row(sheet, overview, row, row.reason if group.kind in _REASONED else "")
    if group.more:
        sheet.y += 8
        sheet.write(STATEMENT_X, words.more_rows(sheet.front, group.more), LABEL_SIZE, sheet.colours.quiet)


def _draw_column_heads(sheet: Sheet) -> None:
    """A swatch and a word for each answer; the words of the bar stand within its ends."""
    c, front, bar_end = sheet.colours, sheet.front, BAR_X + BAR_WIDTH
    _draw_head(sheet, BAR_X, BAR_X + 32, term(front.catalogue, Answer.DISAGREE), c.disagree_pattern, c.disagree_line)
    _draw_head(sheet, bar_end - 22, bar_end - 32, term(front.catalogue, Answer.AGREE), c.agree, c.agree, Align.END)
    _draw_head(
        sheet, UNSURE_X - 62, UNSURE_X - 32, term(front.catalogue, Answer.UNSURE), c.unsure_pattern, c.unsure_dot
    )
    _draw_head(sheet, SILENT_X - 62, SILENT_X - 32, words.silent(front), c.paper, c.quiet)


def _draw_head(
    sheet: Sheet, swatch_x: float, word_x: float, word: str, fill: Fill, outline: str, align: Align = Align.START
) -> None:
    sheet.add(
        Rectangle(swatch_x, sheet.y - 19, 22, 20, fill, Stroke(outline)),
        text(word_x, sheet.y, word, SMALL_SIZE, sheet.colours.quiet, align=align),
    )
