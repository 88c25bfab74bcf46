"""How agreement grew over a debate's days: one picture, as steps, since a debate stands where it is until it moves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.ledger.telling.progress import Conceded, Progress, Step
from bot.render.picture.colours import DARK, Colours
from bot.render.picture.lettering import LINE_HEIGHT, Align, text
from bot.render.picture.mirrored import mirrored
from bot.render.picture.shapes import (
    Colour,
    Drawing,
    Fill,
    Line,
    Point,
    Polygon,
    Polyline,
    Rectangle,
    Shape,
    Stroke,
    Text,
)
from bot.render.picture.typesetting.lines import width_of
from bot.words import dates, names
from bot.words.front_end import FrontEnd
from bot.words.language import Direction
from bot.words.picture import timeline as words

WIDTH, EDGE = 1200, 44
LEFT, LAST, RIGHT, TALL = 110, 710, 790, 460
"""The last step reaches from LAST to RIGHT: it has only begun, but has to be visible."""
QUESTION_SIZE, HEADLINE_SIZE, LABEL_SIZE, SMALL_SIZE = 40, 32, 26, 25

LABEL_ROOM = WIDTH - EDGE - RIGHT - 54
SMALLEST = 18
"""The size below which the name of a layer is no longer set smaller."""

CONCESSION_ROOM, MERGED_ROOM = 330, 460
"""How wide the label of a concession is; and where it says that the entry was merged."""
MOST_NAMED = 8
"""How many concessions bear their numbers; more would run into each other."""

_LAYERS: tuple[Callable[[Step], int], ...] = (
    lambda step: step.agreed,
    lambda step: step.apart,
    lambda step: step.one_sided,
    lambda step: step.unsettled,
)
"""How high each layer is at a step. From the bottom to the top: what the sides share is the ground."""


def timeline(front: FrontEnd, progress: Progress, colours: Colours = DARK) -> Drawing:
    """The timeline in a front end's words, 1,200 pixels wide; mirrored in a language that is read from the right."""
    chart = _Chart(front, progress, colours)
    paper = Rectangle(0, 0, WIDTH, chart.height, colours.paper)
    title, description = words.title(front, progress), words.timeline_in_words(front, progress)
    drawing = Drawing(WIDTH, chart.height, title, description, colours.patterns, (paper, *chart.shapes()))
    return mirrored(drawing) if chart.from_the_right else drawing


@dataclass(frozen=True, slots=True)
class _Layer:
    """An area of the chart, between the numbers of entries below and above it at each step."""

    label: str
    below: tuple[int, ...]
    above: tuple[int, ...]
    fill: Fill
    edge: Colour


class _Chart:
    """The timeline's question and its chart, whose place depends on how long the question is."""

    def __init__(self, front: FrontEnd, progress: Progress, colours: Colours) -> None:
        self._front = front
        self._progress = progress
        self._colours = colours
        self.from_the_right = front.language.direction is Direction.RIGHT_TO_LEFT
        room = WIDTH - 2 * EDGE
        self._question = text(
            EDGE,
            EDGE + 36,
            names.covered(front, names.question(front, progress.question)),
            QUESTION_SIZE,
            colours.ink,
            room=room,
            most=3,
            bold=True,
            align=Align.READING,
            from_the_right=self.from_the_right,
        )
        self._top = EDGE + len(self._question.lines) * QUESTION_SIZE * LINE_HEIGHT + 110
        self._bottom = self._top + TALL
        self._most = max((step.entries for step in progress.steps), default=0)
        self.height = round(self._bottom + 130)

    def shapes(self) -> Iterator[Shape]:
        """All shapes of the picture, from back to front."""
        c = self._colours
        yield self._question
        yield text(EDGE, self._top - 66, words.heading(self._front), HEADLINE_SIZE, c.quiet)
        if not self._most:
            yield text(EDGE, self._top, words.empty(self._front), LABEL_SIZE, c.ink)
            return
        yield from self._scale()
        yield from self._areas()
        yield from self._concessions()
        yield from self._times()

    def _x(self, at: datetime) -> float:
        first, last = self._progress.steps[0].at, self._progress.steps[-1].at
        span = (last - first).total_seconds()
        # All of a debate of one moment stands at the left end.
        return LEFT + (LAST - LEFT) * ((at - first).total_seconds() / span) if span else float(LEFT)

    def _y(self, entries: int) -> float:
        return self._bottom - TALL * entries / self._most

    def _scale(self) -> Iterator[Shape]:
        c = self._colours
        for entries in range(0, self._most + 1, _scale_step(self._most)):
            y = self._y(entries)
            yield Line((LEFT, y), (RIGHT, y), Stroke(c.faint))
            yield text(LEFT - 14, y + 9, str(entries), SMALL_SIZE, c.quiet, align=Align.END)
        yield text(LEFT, self._top - 22, words.entries(self._front), SMALL_SIZE, c.quiet)

    def _areas(self) -> Iterator[Shape]:
        layers = list(self._layers())
        for layer in layers:
            edge = self._steps(layer.above)
            yield Polygon((*edge, *reversed(self._steps(layer.below))), layer.fill)
            yield Polyline(edge, Stroke(layer.edge, 3))
        yield from self._labels(layers)

    def _layers(self) -> Iterator[_Layer]:
        """The layers that have an entry at any step, from the bottom to the top."""
        c = self._colours
        fills: tuple[Fill, ...] = (c.agree, c.disagree_pattern, c.faint, c.unsure_pattern)
        edges = (c.agree, c.disagree_line, c.quiet, c.unsure_dot)
        below = (0,) * len(self._progress.steps)
        labels = words.layer_labels(self._front, self._progress.sides, self._progress.steps[-1])
        for level, label, fill, edge in zip(_LAYERS, labels, fills, edges, strict=True):
            above = tuple(low + level(step) for low, step in zip(below, self._progress.steps, strict=True))
            if above != below:
                yield _Layer(label, below, above, fill, edge)
            below = above

    def _steps(self, levels: Sequence[int]) -> tuple[Point, ...]:
        """A line that keeps its height until the next step."""
        points: list[Point] = []
        for step, level in zip(self._progress.steps, levels, strict=True):
            x, y = self._x(step.at), self._y(level)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, y))
        return (*points, (float(RIGHT), points[-1][1]))

    def _labels(self, layers: Sequence[_Layer]) -> Iterator[Shape]:
        """The layers' names at the right end, moved apart where they would meet."""
        lowest = self._bottom + 10
        for layer in layers:
            below, above = layer.below[-1], layer.above[-1]
            lowest = min((self._y(above) + self._y(below)) / 2, lowest - 42)
            yield Rectangle(RIGHT + 18, lowest - 12, 24, 24, layer.fill, Stroke(layer.edge))
            # A longer name is set smaller before its end is left out, which is its number.
            size = max(SMALLEST, min(LABEL_SIZE, LABEL_ROOM / width_of(layer.label, 1)))
            yield text(RIGHT + 54, lowest + 9, layer.label, size, self._colours.ink, room=LABEL_ROOM + 1)

    def _concessions(self) -> Iterator[Shape]:
        """A mark for each concession; numbered where they are few, in up to three rows so that none covers another."""
        ink, y = self._colours.ink, self._top - 6
        many = len(self._progress.concessions) > MOST_NAMED
        ends = [float("-inf")] * 3
        for conceded in self._progress.concessions:
            x = min(self._x(conceded.at), LAST)
            yield Line((x, y), (x, self._bottom), Stroke(ink, dashes=(3, 7)))
            yield Polygon(((x, y - 12), (x + 10, y), (x, y + 12), (x - 10, y)), ink)
            if not many:
                row = next((row for row, end in enumerate(ends) if end < x), len(ends) - 1)
                ends[row] = x + (CONCESSION_ROOM if conceded.was is None else MERGED_ROOM)
                yield self._concession(conceded, x, y + 9 - row * 30)
        if many:
            number = words.concessions(self._front, len(self._progress.concessions))
            yield text(RIGHT, self._top - 34, number, SMALL_SIZE, ink, align=Align.END)

    def _concession(self, conceded: Conceded, x: float, y: float) -> Text:
        label = words.concession(self._front, conceded)
        if x > (LEFT + RIGHT) / 2:
            return text(x - 16, y, label, SMALL_SIZE, self._colours.ink, align=Align.END)
        return text(x + 16, y, label, SMALL_SIZE, self._colours.ink)

    def _times(self) -> Iterator[Shape]:
        c, y = self._colours, self._bottom
        first, last = self._progress.steps[0].at, self._progress.steps[-1].at
        written = dates.moment if last - first < timedelta(days=2) else dates.day
        yield Line((LEFT, y), (RIGHT, y), Stroke(c.ink, 3))
        yield text(LEFT, y + 38, written(self._front.language, first), SMALL_SIZE, c.quiet)
        yield text(EDGE, y + 100, words.foot(self._front, last), SMALL_SIZE, c.quiet)
        if last > first:
            yield text(LAST, y + 38, written(self._front.language, last), SMALL_SIZE, c.quiet, align=Align.MIDDLE)


def _scale_step(most: int) -> int:
    """How far apart the lines of the scale are: 1, 2 or 5 times a power of ten, so that there are at most seven."""
    step: int = next(size * 10**power for power in count() for size in (1, 2, 5) if most <= 6 * size * 10**power)
    return step
