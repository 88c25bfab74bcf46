"""The foot of the map: what is not shown, and when the debate stood so."""

from bot.render.picture.map.columns import EDGE, LABEL_SIZE, SMALL_SIZE
from bot.render.picture.map.sheet import Sheet
from bot.words.overview import Overview
from bot.words.picture import map as words


def draw_foot(sheet: Sheet, overview: Overview) -> None:
    """Draw the foot."""
    sheet.y += 24
    for line in words.not_drawn(sheet.front, overview):
        sheet.write(EDGE, line, LABEL_SIZE, sheet.colours.ink, most=2)
    sheet.write(EDGE, words.foot(sheet.front, overview.at), SMALL_SIZE, sheet.colours.quiet)
