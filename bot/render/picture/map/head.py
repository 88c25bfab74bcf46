"""The head of the map: the question, who stands where, and the digest's headline."""

from bot.render.picture.lettering import LINE_HEIGHT, text
from bot.render.picture.map.columns import EDGE, HEADLINE_SIZE, INNER, QUESTION_SIZE, SMALL_SIZE
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.map.sides import badge
from bot.words.overview import Overview
from bot.words.picture import map as words

_NAME_X = EDGE + 250


def draw_head(sheet: Sheet, overview: Overview) -> None:
    """Draw the head."""
    sheet.write(EDGE, overview.question, QUESTION_SIZE, sheet.colours.ink, most=4, bold=True)
    sheet.y += 14
    if overview.room is not None:
        sheet.write(EDGE, words.room(sheet.front, overview.room), HEADLINE_SIZE, sheet.colours.ink)
    for place, (name, people) in enumerate(overview.sides[: words.MOST_SIDES]):
        _draw_side(sheet, place, name, people)
    if (more := len(overview.sides) - words.MOST_SIDES) > 0:
        _remark(sheet, words.more_sides(sheet.front, more))
    if overview.unsided:
        _remark(sheet, words.on_no_side(sheet.front, overview.unsided))
    sheet.y += 8
    sheet.write(EDGE, overview.summary, HEADLINE_SIZE, sheet.colours.quiet, most=4)


def _draw_side(sheet: Sheet, side: int, name: str, people: int) -> None:
    colours, baseline = sheet.colours, sheet.y + HEADLINE_SIZE
    count = words.people(sheet.front, people)
    named = text(_NAME_X, baseline, name, HEADLINE_SIZE, colours.ink, room=INNER - 250, most=2)
    sheet.add(*badge(colours, EDGE + 20, sheet.y + 24, side))
    sheet.add(text(EDGE + 54, baseline, count, HEADLINE_SIZE, colours.quiet), named)
    sheet.y += len(named.lines) * HEADLINE_SIZE * LINE_HEIGHT


def _remark(sheet: Sheet, remark: str) -> None:
    sheet.write(EDGE + 54, remark, SMALL_SIZE, sheet.colours.quiet, room=INNER - 54)
