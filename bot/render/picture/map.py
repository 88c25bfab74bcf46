"""The map of a debate: its entries in groups, each side's answers as a bar that diverges from "disagree" to "agree".

After Heiberger and Robbins, "Design of Diverging Stacked Bar Charts for Likert Scales" (Journal of Statistical
Software 57, 2014): disagreement runs to the left of a line, agreement to the right, and the unsure lie across it.
"""

from collections.abc import Iterator
from string import ascii_uppercase

from bot.ledger.entries import Answer
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling import overview as values
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import SideAnswers
from bot.render.front_ends import DISCORD
from bot.render.picture import alt, fonts, svg
from bot.render.picture.colours import LIGHT, Colours, patterns
from bot.words.overview import Group, Mover, Overview, Row, said

WIDTH = 1200
EDGE = 44
INNER = WIDTH - 2 * EDGE

NUMBER_X, STATEMENT_X = EDGE + 8, EDGE + 104
NUMBER_ROOM = 88
STATEMENT_ROOM = WIDTH - EDGE - 12 - STATEMENT_X
SIDE_X, SIDE_ROOM = EDGE + 104, 196
LEFT_COUNT_X = 452
BAR_X, BAR_WIDTH = 466, 360
RIGHT_COUNT_X = BAR_X + BAR_WIDTH + 14
UNSURE_X, SILENT_X = 958, 1094

QUESTION_SIZE, HEADLINE_SIZE, STATEMENT_SIZE, TITLE_SIZE, LABEL_SIZE, SMALL_SIZE = 44, 34, 33, 32, 28, 25
BAR_HEIGHT, BAR_PITCH = 28, 40
MOST_SIDES = 6
"""How many sides are drawn; more of them are counted."""

_TABS = {
    CruxState.DOUBLE: "DOUBLE CRUX",
    CruxState.POSSIBLE: "POSSIBLE DOUBLE CRUX",
    CruxState.SETTLED: "CRUX, SETTLED",
    CruxState.MARKED: "CRUX, OPEN",
}


def debate_map(debate: values.Overview, colours: Colours = LIGHT) -> str:
    """The map as SVG, 1,200 pixels wide and as high as it needs to be."""
    overview = said(DISCORD, debate)
    drawing = _Drawing(overview, colours)
    drawing.head()
    for group in overview.groups:
        if group.rows:
            drawing.group(group)
    drawing.foot()
    height = round(drawing.y + EDGE)
    paper = svg.box(0, 0, WIDTH, height, colours.paper)
    title = f"Map of the debate: {overview.question}"
    return svg.document(WIDTH, height, title, alt.map_in_words(debate), (patterns(colours), paper, *drawing.parts))


class _Drawing:
    """A map under way: what is drawn so far, and how far down it has come."""

    def __init__(self, overview: Overview, colours: Colours) -> None:
        self.overview = overview
        self.colours = colours
        self.parts: list[str] = []
        self.y = float(EDGE)

    def head(self) -> None:
        """The question, who stands where, and the digest's headline."""
        ink, quiet = self.colours.ink, self.colours.quiet
        self._words(EDGE, self.overview.question, QUESTION_SIZE, ink, room=INNER, most=4, bold=True)
        self.y += 14
        for place, (name, people) in enumerate(self.overview.sides[:MOST_SIDES]):
            self._badge(EDGE + 20, self.y + 24, place)
            count = f"{people} {'person' if people == 1 else 'people'}"
            self.parts.append(svg.word(EDGE + 54, self.y + HEADLINE_SIZE, count, HEADLINE_SIZE, quiet))
            named, lines = svg.words(
                EDGE + 250, self.y + HEADLINE_SIZE, name, HEADLINE_SIZE, ink, room=INNER - 250, most=2
            )
            self.parts.append(named)
            self.y += lines * HEADLINE_SIZE * 1.3
        self._remark(len(self.overview.sides) - MOST_SIDES, "more side", "more sides")
        self._remark(self.overview.unsided, "person is on no side", "people are on no side")
        self.y += 8
        self._words(EDGE, self.overview.headline, HEADLINE_SIZE, quiet, room=INNER, most=2)

    def _remark(self, number: int, one: str, several: str) -> None:
        if number > 0:
            told = f"{number} {one if number == 1 else several}"
            self._words(EDGE + 54, told, SMALL_SIZE, self.colours.quiet, room=INNER - 54)

    def group(self, group: Group) -> None:
        """A group's title with the heads of the columns, and its rows."""
        c = self.colours
        self.y += 30
        self.parts.append(svg.line(EDGE, self.y, WIDTH - EDGE, self.y, c.ink, thick=3))
        self.y += 38
        count = len(group.rows) + group.more
        self.parts.append(svg.word(EDGE, self.y, f"{group.title} · {count}", TITLE_SIZE, c.ink, bold=True))
        self._column_heads()
        self.y += 14
        for row in group.rows:
            self.row(row, row.reason if group.kind is SectionKind.AGREE else "")
        if group.more:
            self.y += 8
            self._words(STATEMENT_X, f"and {group.more} more", LABEL_SIZE, c.quiet)

    def _column_heads(self) -> None:
        c, y = self.colours, self.y
        heads = (
            (BAR_X, "disagree", f"url(#{c.name}-disagree)", c.disagree_line, -1),
            (BAR_X + BAR_WIDTH, "agree", c.agree, c.agree, 1),
        )
        for x, text, fill, stroke, way in heads:
            at = "start" if way < 0 else "end"
            swatch = x if way < 0 else x - 22
            self.parts.append(svg.box(swatch, y - 19, 22, 20, fill, stroke=stroke))
            self.parts.append(svg.word(x - 32 * way, y, text, SMALL_SIZE, c.quiet, at=at))
        for x, text, fill, stroke in (
            (UNSURE_X, "unsure", f"url(#{c.name}-unsure)", c.unsure_dot),
            (SILENT_X, "silent", c.paper, c.quiet),
        ):
            self.parts.append(svg.box(x - 62, y - 19, 22, 20, fill, stroke=stroke))
            self.parts.append(svg.word(x - 32, y, text, SMALL_SIZE, c.quiet))

    def row(self, row: Row, reason: str) -> None:
        """An entry: its number and sentence, the reason where there is one, a bar for each side, and who moved."""
        top = self.y
        self.y += 12
        inside = len(self.parts)
        if row.crux is not None:
            self._tab(row)
        baseline = self.y + 34
        number = f"#{row.entry}"
        size = min(STATEMENT_SIZE, NUMBER_ROOM / fonts.width(number, fonts.LATIN, 1, fonts.BOLD))
        self.parts.append(svg.word(NUMBER_X, baseline, number, size, self.colours.ink, bold=True))
        self._words(STATEMENT_X, row.statement, STATEMENT_SIZE, self.colours.ink, room=STATEMENT_ROOM, most=3)
        if reason:
            self._words(STATEMENT_X, reason, SMALL_SIZE, self.colours.quiet, room=STATEMENT_ROOM)
        self.y += 8
        for answers in row.answers[:MOST_SIDES]:
            self._bar(answers)
        for mover in row.movers:
            self._arrow(mover)
        self.y += 6
        self._frame(row, top, inside)
        self.y += 8

    def _tab(self, row: Row) -> None:
        """What kind of crux it is, in words on a tab: filled where both sides share it."""
        c = self.colours
        text = _TABS[row.crux or CruxState.MARKED] + (f" FOR #{row.crux_for}" if row.crux_for is not None else "")
        filled = row.crux is CruxState.DOUBLE
        label, lines = svg.words(
            STATEMENT_X + 34, self.y + 25, text, SMALL_SIZE, c.paper if filled else c.ink, bold=True
        )
        width = 48 + len(text) * SMALL_SIZE * 0.7
        self.parts.append(
            svg.box(STATEMENT_X - 6, self.y - 4, width, 38, c.ink if filled else c.paper, stroke=c.ink, round_by=6)
        )
        mark = c.paper if filled else c.ink
        x, y = STATEMENT_X + 13.0, self.y + 15.0
        if row.crux is CruxState.SETTLED:
            self.parts.append(svg.trace(((x - 9, y), (x - 2, y + 8), (x + 11, y - 9)), mark, thick=4))
        else:
            self.parts.append(svg.shape(((x, y - 11), (x + 11, y), (x, y + 11), (x - 11, y)), mark))
        self.parts.append(label)
        self.y += 38 * lines

    def _frame(self, row: Row, top: float, inside: int) -> None:
        c, height = self.colours, self.y - top - 4
        match row.crux:
            case CruxState.DOUBLE:
                frame = svg.box(EDGE - 6, top + 4, INNER + 12, height, stroke=c.ink, thick=6, round_by=10)
            case CruxState.POSSIBLE:
                frame = svg.box(
                    EDGE - 6, top + 4, INNER + 12, height, stroke=c.ink, thick=4, dashes="16 10", round_by=10
                )
            case CruxState.SETTLED:
                frame = svg.box(EDGE - 6, top + 4, INNER + 12, height, stroke=c.ink, thick=2, round_by=10)
            case _:
                frame = svg.line(STATEMENT_X, self.y + 2, WIDTH - EDGE, self.y + 2, c.faint)
        self.parts.insert(inside, frame)

    def _bar(self, answers: SideAnswers) -> None:
        """One side's answers: disagree to the left of the middle, agree to the right, unsure across it."""
        c, top, baseline = self.colours, self.y + 4, self.y + 28
        self._side_label(answers.side, baseline)
        middle = BAR_X + BAR_WIDTH / 2
        scale = BAR_WIDTH / 2 / max(1, answers.people)
        disagree, unsure, agree = (number * scale for number in (answers.disagree, answers.unsure, answers.agree))
        left = max(float(BAR_X), middle - unsure / 2 - disagree)
        left = min(left, BAR_X + BAR_WIDTH - disagree - unsure - agree)
        self.parts.append(svg.box(BAR_X, top, BAR_WIDTH, BAR_HEIGHT, c.paper, stroke=c.faint))
        for width, fill, stroke in (
            (disagree, f"url(#{c.name}-disagree)", c.disagree_line),
            (unsure, f"url(#{c.name}-unsure)", c.unsure_dot),
            (agree, c.agree, c.agree),
        ):
            if width:
                self.parts.append(svg.box(left, top, width, BAR_HEIGHT, fill, stroke=stroke))
                left += width
        self.parts.append(svg.line(middle, top - 5, middle, top + BAR_HEIGHT + 5, c.ink, thick=3))
        self._count(LEFT_COUNT_X, baseline, answers.disagree, "end")
        self._count(RIGHT_COUNT_X, baseline, answers.agree, "start")
        self._count(UNSURE_X, baseline, answers.unsure, "middle")
        self._count(SILENT_X, baseline, answers.silent, "middle")
        self.y += BAR_PITCH

    def _count(self, x: float, y: float, number: int, at: str) -> None:
        fill = self.colours.ink if number else self.colours.quiet
        self.parts.append(svg.word(x, y, str(number), LABEL_SIZE, fill, bold=number > 0, at=at))

    def _side_label(self, side: int, baseline: float) -> None:
        self._badge(SIDE_X + 18, baseline - 10, side)
        name = self.overview.sides[side][0]
        label, _ = svg.words(SIDE_X + 46, baseline, name, LABEL_SIZE, self.colours.ink, room=SIDE_ROOM, most=1)
        self.parts.append(label)

    def _badge(self, x: float, y: float, side: int) -> None:
        c = self.colours
        self.parts.append(svg.circle(x, y, 17, c.paper, stroke=c.ink, thick=3))
        self.parts.append(svg.word(x, y + 9, side_letter(side), SMALL_SIZE, c.ink, bold=True, at="middle"))

    def _arrow(self, mover: Mover) -> None:
        """Who moved, from which half to which; broken where it was granted for the argument's sake alone."""
        c, y = self.colours, self.y + 18
        way = 1 if mover.answer is Answer.AGREE else -1
        middle, reach = BAR_X + BAR_WIDTH / 2, BAR_WIDTH * 0.36
        tail, head = middle - way * reach, middle + way * reach
        dashes = "10 8" if mover.argument_only else None
        self.parts.append(svg.circle(tail, y, 7, c.paper, stroke=c.ink, thick=4))
        self.parts.append(svg.line(tail + way * 8, y, head - way * 16, y, c.ink, thick=5, dashes=dashes))
        self.parts.append(svg.shape(((head, y), (head - way * 22, y - 12), (head - way * 22, y + 12)), c.ink))
        name, _ = svg.words(SIDE_X + 46, y + 10, mover.name, LABEL_SIZE, c.ink, room=SIDE_ROOM, most=1, bold=True)
        how = "granted in" if mover.argument_only else "conceded in"
        self.parts.append(name)
        self.parts.append(svg.word(RIGHT_COUNT_X, y + 10, f"{how} #{mover.concession}", LABEL_SIZE, c.ink))
        self.y += BAR_PITCH

    def foot(self) -> None:
        """What is not shown, and when this was."""
        c = self.colours
        self.y += 24
        for told in self._not_shown():
            self._words(EDGE, told, LABEL_SIZE, c.ink, room=INNER, most=2)
        at = self.overview.at
        self._words(EDGE, f"Crux · {at:%Y-%m-%d %H:%M} UTC · silence is not assent", SMALL_SIZE, c.quiet)

    def _not_shown(self) -> Iterator[str]:
        if not any(group.rows for group in self.overview.groups):
            yield "Right-click a message → Apps → Tag as claim: the first entry appears here."
        if more := self.overview.more:
            yield f"{more} more {'entry' if more == 1 else 'entries'}: /ledger show has them all"
        if proposed := self.overview.proposed:
            yield _awaiting(proposed)

    def _words(
        self, x: float, text: str, size: float, fill: str, *, room: float = INNER, most: int = 1, bold: bool = False
    ) -> None:
        drawn, lines = svg.words(x, self.y + size, text, size, fill, room=room, most=most, bold=bold, at="reading")
        self.parts.append(drawn)
        self.y += lines * size * 1.3


def _awaiting(proposed: int) -> str:
    if proposed == 1:
        return "1 awaits its author, and counts nowhere yet"
    return f"{proposed} await their authors, and count nowhere yet"


def side_letter(side: int) -> str:
    """The letter that stands for a side: A for the first."""
    return ascii_uppercase[side] if side < len(ascii_uppercase) else "·"
