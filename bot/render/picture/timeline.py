"""How agreement grew over a debate's days: one picture, as steps, since a debate stands where it is until it moves."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count

from bot.ledger.telling.progress import Progress, Step
from bot.render.front_ends import DISCORD
from bot.render.picture import svg
from bot.render.picture.colours import LIGHT, Colours, patterns
from bot.words import names

WIDTH, EDGE = 1200, 44
LEFT, LAST, RIGHT, TALL = 110, 790, 880, 460
"""The last step, though it has only begun, reaches from LAST to RIGHT so that it can be seen."""
QUESTION_SIZE, HEADLINE_SIZE, LABEL_SIZE, SMALL_SIZE = 40, 32, 28, 25
MOST_NAMED = 8
"""How many concessions bear their numbers; more would run into each other."""

Level = Callable[[Step], int]

_LAYERS: tuple[tuple[str, Level], ...] = (
    ("agreed", lambda step: step.agreed),
    ("still apart", lambda step: step.apart),
    ("one side only", lambda step: step.one_sided),
    ("not settled yet", lambda step: step.unsettled),
)
"""From the bottom to the top: what the sides share is the ground."""


def timeline(progress: Progress, colours: Colours = LIGHT) -> str:
    """The timeline as SVG, 1,200 pixels wide."""
    drawing = _Drawing(progress, colours)
    height = drawing.height
    paper = svg.box(0, 0, WIDTH, height, colours.paper)
    title = f"How agreement grew: {names.question(DISCORD, progress.question)}"
    parts = (patterns(colours), paper, *drawing.drawn())
    return svg.document(WIDTH, height, title, timeline_in_words(progress), parts)


def timeline_in_words(progress: Progress) -> str:
    """What the timeline shows, for those who do not see it; short enough for Discord."""
    if not any(step.entries for step in progress.steps):
        return "How agreement grew: no claim or crux stands in the ledger yet."
    first = next(step for step in progress.steps if step.entries)
    last = progress.steps[-1]
    conceded = len(progress.concessions)
    return (
        f"How agreement grew. {first.at:%Y-%m-%d}: {_counts(first)}. {last.at:%Y-%m-%d}: {_counts(last)}. "
        f"{conceded} {'concession' if conceded == 1 else 'concessions'} on the way."
    )


def _counts(step: Step) -> str:
    return ", ".join(f"{level(step)} {name}" for name, level in _LAYERS)


class _Drawing:
    """A timeline under way."""

    def __init__(self, progress: Progress, colours: Colours) -> None:
        self.progress = progress
        self.colours = colours
        self.question, lines = svg.words(
            EDGE,
            EDGE + 36,
            names.question(DISCORD, progress.question),
            QUESTION_SIZE,
            colours.ink,
            room=WIDTH - 2 * EDGE,
            most=3,
            bold=True,
            at="reading",
        )
        self.top = EDGE + lines * QUESTION_SIZE * 1.3 + 110
        self.bottom = self.top + TALL
        self.most = max((step.entries for step in progress.steps), default=0)

    @property
    def height(self) -> int:
        return round(self.bottom + 130)

    def drawn(self) -> Sequence[str]:
        """All parts of the picture."""
        c = self.colours
        headline = svg.word(EDGE, self.top - 66, "How agreement grew", HEADLINE_SIZE, c.quiet)
        if not self.most:
            empty = svg.word(EDGE, self.top, "No claim or crux stands in the ledger yet.", LABEL_SIZE, c.ink)
            return (self.question, headline, empty)
        return (self.question, headline, *self._scale(), *self._layers(), *self._concessions(), *self._times())

    def _x(self, at: datetime) -> float:
        first, last = self.progress.steps[0].at, self.progress.steps[-1].at
        span = (last - first).total_seconds()
        # A debate of one moment is a ground without a way.
        return LEFT + (LAST - LEFT) * ((at - first).total_seconds() / span) if span else float(LEFT)

    def _y(self, entries: int) -> float:
        return self.bottom - TALL * entries / self.most

    def _scale(self) -> Sequence[str]:
        c = self.colours
        step = next(size * 10**power for power in count() for size in (1, 2, 5) if self.most <= 6 * size * 10**power)
        parts = []
        for entries in range(0, self.most + 1, step):
            y = self._y(entries)
            parts.append(svg.line(LEFT, y, RIGHT, y, c.faint))
            parts.append(svg.word(LEFT - 14, y + 9, str(entries), SMALL_SIZE, c.quiet, at="end"))
        return (*parts, svg.word(LEFT, self.top - 22, "entries", SMALL_SIZE, c.quiet))

    def _layers(self) -> Sequence[str]:
        c = self.colours
        fills = (c.agree, f"url(#{c.name}-disagree)", c.faint, f"url(#{c.name}-unsure)")
        edges = (c.agree, c.disagree_line, c.quiet, c.unsure_dot)
        parts, labels = [], []
        below = [0] * len(self.progress.steps)
        for (name, level), fill, edge in zip(_LAYERS, fills, edges, strict=True):
            above = [low + level(step) for low, step in zip(below, self.progress.steps, strict=True)]
            if above != below:
                line = self._steps(above)
                parts.append(svg.shape((*line, *reversed(self._steps(below))), fill))
                parts.append(svg.trace(line, edge, thick=3))
                number = above[-1] - below[-1]
                labels.append((f"{number} {name}", (self._y(above[-1]) + self._y(below[-1])) / 2, fill, edge))
            below = above
        return (*parts, *self._labels(labels))

    def _steps(self, levels: Sequence[int]) -> list[tuple[float, float]]:
        """A line that keeps its height until the next step."""
        steps = self.progress.steps
        points: list[tuple[float, float]] = []
        for place, (step, level) in enumerate(zip(steps, levels, strict=True)):
            if place:
                points.append((self._x(step.at), points[-1][1]))
            points.append((self._x(step.at), self._y(level)))
        return [*points, (float(RIGHT), points[-1][1])]

    def _labels(self, labels: Sequence[tuple[str, float, str, str]]) -> Sequence[str]:
        """The layers' names at the right end, moved apart where they would meet."""
        parts = []
        lowest = self.bottom + 10
        for text, y, fill, edge in labels:
            lowest = min(y, lowest - 42)
            parts.append(svg.box(RIGHT + 18, lowest - 12, 24, 24, fill, stroke=edge))
            parts.append(
                svg.word(RIGHT + 54, lowest + 9, text, LABEL_SIZE, self.colours.ink, bold=text.endswith("agreed"))
            )
        return parts

    def _concessions(self) -> Sequence[str]:
        """A mark for each concession; numbered where they are few, in up to three rows so that none covers another."""
        c = self.colours
        parts = []
        many = len(self.progress.concessions) > MOST_NAMED
        ends = [float("-inf")] * 3
        for conceded in self.progress.concessions:
            x, y = min(self._x(conceded.at), LAST), self.top - 6
            parts.append(svg.line(x, y, x, self.bottom, c.ink, dashes="3 7"))
            parts.append(svg.shape(((x, y - 12), (x + 10, y), (x, y + 12), (x - 10, y)), c.ink))
            if not many:
                text = f"#{conceded.concession} concedes #{conceded.entry}"
                row = next((row for row, end in enumerate(ends) if end < x), len(ends) - 1)
                at = "end" if x > (LEFT + RIGHT) / 2 else "start"
                offset = -16 if at == "end" else 16
                ends[row] = x + 330
                parts.append(svg.word(x + offset, y + 9 - row * 30, text, SMALL_SIZE, c.ink, at=at))
        if many:
            told = f"{len(self.progress.concessions)} concessions"
            parts.append(svg.word(RIGHT, self.top - 34, told, SMALL_SIZE, c.ink, at="end"))
        return parts

    def _times(self) -> Sequence[str]:
        c = self.colours
        first, last = self.progress.steps[0].at, self.progress.steps[-1].at
        short = last - first < timedelta(days=2)
        shown = "%Y-%m-%d %H:%M" if short else "%Y-%m-%d"
        foot = f"Crux · until {last:%Y-%m-%d %H:%M} UTC"
        parts = [
            svg.line(LEFT, self.bottom, RIGHT, self.bottom, c.ink, thick=3),
            svg.word(LEFT, self.bottom + 38, first.strftime(shown), SMALL_SIZE, c.quiet),
            svg.word(EDGE, self.bottom + 100, foot, SMALL_SIZE, c.quiet),
        ]
        if last > first:
            parts.append(svg.word(LAST, self.bottom + 38, last.strftime(shown), SMALL_SIZE, c.quiet, at="middle"))
        return parts
