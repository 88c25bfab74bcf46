"""The head of the map: the question, who stands where, and the digest's headline."""

from bot.render.picture.lettering import LINE_HEIGHT, text
from bot.render.picture.map.columns import EDGE, HEADLINE_SIZE, INNER, QUESTION_SIZE, SMALL_SIZE
from bot.render.picture.map.sheet import Sheet
from bot.render.picture.map.sides import badge
from bot.render.picture.typesetting.lines import width_of
from bot.words.overview import Overview
from bot.words.picture import map as words

_COUNT_X, _NAME_X = EDGE + 54, EDGE + 250
_APART = 24
"""The least that is between how many people a side has and its name."""


def draw_head(sheet: Sheet, overview: Overview) -> None:
    """Draw the head."""
    sheet.write(EDGE, overview.question, QUESTION_SIZE, sheet.colours.ink, most=4, bold=True)
    sheet.y += 14
    if overview.room is not None:
        sheet.write(EDGE, words.room(sheet.front, overview.room), HEADLINE_SIZE, sheet.colours.ink)
    sides = [(name, words.people(sheet.front, people)) for name, people in overview.sides[: words.MOST_SIDES]]
    name_x = max((_NAME_X, *(_COUNT_X + width_of(count, HEADLINE_SIZE) + _APART for _, count in sides)))
    for place, (name, count) in enumerate(sides):
        _draw_side(sheet, place, name, count, name_x)
    if (more := len(overview.sides) - words.MOST_SIDES) > 0:
        _remark(sheet, words.more_sides(sheet.front, more))
    if overview.unsided:
        _remark(sheet, words.on_no_side(sheet.front, overview.unsided))
    sheet.y += 8
    sheet.write(EDGE, overview.summary, HEADLINE_SIZE, sheet.colours.quiet, most=4)


def _draw_side(sheet: Sheet, side: int, name: str, count: str, name_x: float) -> None:
    colours, baseline = sheet.colours, sheet.y + HEADLINE_SIZE
    named = text(name_x, baseline, name, HEADLINE_SIZE, colours.ink, room=EDGE + INNER - name_x, most=2)
    sheet.add(*badge(colours, EDGE + 20, sheet.y + 24, side))
    sheet.add(text(_COUNT_X, baseline, count, HEADLINE_SIZE, colours.quiet), named)
    sheet.y += len(named.lines) * HEADLINE_SIZE * LINE_HEIGHT


def _remark(sheet: Sheet, remark: str) -> None:
    sheet.write(_COUNT_X, remark, SMALL_SIZE, sheet.colours.quiet, room=INNER - 54)
