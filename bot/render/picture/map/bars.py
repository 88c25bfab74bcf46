"""A bar of the map: one side's answers to an entry, and their counts."""

from bot.ledger.telling.overview import SideAnswers
from bot.render.picture.lettering import Align, text
from bot.render.picture.map.columns import (
    BAR_HEIGHT,
    BAR_MIDDLE,
    BAR_PITCH,
    BAR_WIDTH,
    BAR_X,
    LABEL_SIZE,
    LEFT_COUNT_X,
    RIGHT_COUNT_X,
    SIDE_X,
    SILENT_X,
    UNSURE_X,
)
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.map.sides import badge
from bot.render.picture.shapes import Line, Rectangle, Stroke
from bot.words.overview import Overview


def draw_bar(sheet: Sheet, overview: Overview, answers: SideAnswers) -> None:
    """Draw a side's letter, its bar and its counts; a room has no letter."""
    if overview.room is None:
        sheet.add(*badge(sheet.colours, SIDE_X + 18, sheet.y + 18, answers.side))
    _draw_answers(sheet, answers)
    _draw_count(sheet, LEFT_COUNT_X, answers.disagree, Align.END)
    _draw_count(sheet, RIGHT_COUNT_X, answers.agree, Align.START)
    _draw_count(sheet, UNSURE_X, answers.unsure, Align.MIDDLE)
    _draw_count(sheet, SILENT_X, answers.silent, Align.MIDDLE)
    sheet.y += BAR_PITCH


def _draw_answers(sheet: Sheet, answers: SideAnswers) -> None:
    """Disagree to the left of the middle, agree to the right, unsure across it."""
    c, top = sheet.colours, sheet.y + 4
    scale = BAR_WIDTH / 2 / max(1, answers.people)
    disagree, unsure, agree = (number * scale for number in (answers.disagree, answers.unsure, answers.agree))
    left = max(float(BAR_X), BAR_MIDDLE - unsure / 2 - disagree)
    left = min(left, BAR_X + BAR_WIDTH - disagree - unsure - agree)
    sheet.add(Rectangle(BAR_X, top, BAR_WIDTH, BAR_HEIGHT, c.paper, Stroke(c.faint)))
    for width, fill, outline in (
        (disagree, c.disagree_pattern, c.disagree_line),
        (unsure, c.unsure_pattern, c.unsure_dot),
        (agree, c.agree, c.agree),
    ):
        if width:
            sheet.add(Rectangle(left, top, width, BAR_HEIGHT, fill, Stroke(outline)))
            left += width
    sheet.add(Line((BAR_MIDDLE, top - 5), (BAR_MIDDLE, top + BAR_HEIGHT + 5), Stroke(c.ink, 3)))


def _draw_count(sheet: Sheet, x: float, number: int, align: Align) -> None:
    colour = sheet.colours.ink if number else sheet.colours.quiet
    sheet.add(text(x, sheet.y + 28, str(number), LABEL_SIZE, colour, bold=number > 0, align=align))
