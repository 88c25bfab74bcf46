"""The map of a debate: its entries in groups, each side's answers as a bar that diverges from "disagree" to "agree".

After Heiberger and Robbins, "Design of Diverging Stacked Bar Charts for Likert Scales" (Journal of Statistical
Software 57, 2014): disagreement runs to the left of a line, agreement to the right, and the unsure lie across it.
"""

from bot.ledger.telling import overview as values
from bot.render.picture.colours import DARK, Colours
from bot.render.picture.map.columns import EDGE, WIDTH
from bot.render.picture.map.foot import draw_foot
from bot.render.picture.map.groups import draw_group
from bot.render.picture.map.head import draw_head
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.mirrored import mirrored
from bot.render.picture.shapes import Drawing, Rectangle
from bot.words.front_end import FrontEnd
from bot.words.overview import said
from bot.words.picture import map as words
from bot.words.picture.description import map_in_words


def debate_map(front: FrontEnd, debate: values.Overview, colours: Colours = DARK) -> Drawing:
    """The map in a front end's words, 1,200 pixels wide and as high as it needs to be.

    In a language that is read from the right it is mirrored, and agreement runs to the left.
    """
    overview = said(front, debate)
    sheet = Sheet(front, colours, EDGE)
    draw_head(sheet, overview)
    for group in overview.groups:
        if group.rows or group.named or group.more:
            draw_group(sheet, overview, group)
    draw_foot(sheet, overview)
    height = round(sheet.y + EDGE)
    paper = Rectangle(0, 0, WIDTH, height, colours.paper)
    title, description = words.title(front, overview), map_in_words(front, overview)
    drawing = Drawing(WIDTH, height, title, description, colours.patterns, (paper, *sheet.shapes))
    return mirrored(drawing) if sheet.from_the_right else drawing
