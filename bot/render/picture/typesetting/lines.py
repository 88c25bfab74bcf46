"""Words set in lines: where a line breaks, and where each of its runs stands."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.text import one_line_said
from bot.render.picture.fonts import EMOJI, REGULAR, FontFile
from bot.render.picture.shaping import width
from bot.render.picture.typesetting.clusters import clusters
from bot.render.picture.typesetting.directions import is_right_to_left
from bot.render.picture.typesetting.isolates import closed_on_each, is_marked
from bot.render.picture.typesetting.runs import PLACE, Run, runs_in_place, runs_of

ELLIPSIS = "…"
_RIGHT_TO_LEFT_MARK = "\u200f"
"""Between two of these marks, punctuation at the ends of a run keeps the direction of the run."""


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A run, how far from the left end of its line it begins, and how wide it is."""

    text: str
    font: FontFile
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is drawn: its runs from left to right, its width, and whether it is read from the right."""

    runs: tuple[PlacedRun, ...]
    width: float
    right_to_left: bool


def set_lines(words: str, size: float, room: float, most: int, weight: int = REGULAR) -> tuple[SetLine, ...]:
    """The words in at most `most` lines of the width `room`; an ellipsis stands for what does not fit."""
    line = one_line_said(words)
    if is_marked(line):
        line = line.replace(PLACE, "")
    right_to_left = is_right_to_left(line)
    return tuple(_placed(part, size, weight, right_to_left) for part in broken(line, size, room, most, weight))


def broken(line: str, size: float, room: float, most: int, weight: int = REGULAR) -> list[str]:
    """A line broken into at most `most`: at spaces where possible, else between clusters."""
    lines = _cut(line, size, room, most, weight)
    return list(closed_on_each(lines)) if is_marked(line) else lines


def _cut(line: str, size: float, room: float, most: int, weight: int) -> list[str]:
    lines = list(_lines(line, size, room, weight))
    if len(lines) <= most:
        return lines
    last = _fitting(" ".join(lines[most - 1 : most + 1]), size, room - width_of(ELLIPSIS, size, weight), weight)
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def _lines(line: str, size: float, room: float, weight: int) -> Iterator[str]:
    current = ""
    for piece in _pieces(line):
        if not current.strip() or width_of(current + piece.rstrip(), size, weight) <= room:
            current += piece
        else:
            yield current.rstrip()
            current = piece.lstrip()
        while width_of(current.rstrip(), size, weight) > room:
            kept = _fitting(current, size, room, weight)
            yield kept
            current = current[len(kept) :]
    if current.strip():
        yield current.rstrip()


def width_of(text: str, size: float, weight: int = REGULAR) -> float:
    """How wide a line is, in whatever fonts its characters are."""
    runs = runs_in_place(text, right_to_left=False) if is_marked(text) else runs_of(text)
    return sum(width(run.text, run.font, size, weight) for run in runs)


def _pieces(line: str) -> Iterator[str]:
    """What is not broken: a word with the space after it; in scripts without spaces, each cluster."""
    current = ""
    for cluster in clusters(line):
        may_break = current and (current[-1].isspace() or _breaks_around(cluster) or _breaks_around(current[-1]))
        if may_break and not cluster.isspace():
            yield current
            current = ""
        current += cluster
    if current:
        yield current


def _breaks_around(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in "WF" and not unicodedata.category(cluster[0]).startswith("P")


def _fitting(text: str, size: float, room: float, weight: int) -> str:
    """As much of the beginning as fits; at least one cluster."""
    parts = clusters(text)
    low, high = 1, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of("".join(parts[:middle]), size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(parts[:low])


def _placed(line: str, size: float, weight: int, right_to_left: bool) -> SetLine:
    x = 0.0
    placed = []
    for run in runs_in_place(line, right_to_left):
        wide = width(run.text, run.font, size, weight)
        placed.append(PlacedRun(_marked(run), run.font, round(x, 2), round(wide, 2)))
        x += wide
    return SetLine(tuple(placed), round(x, 2), right_to_left)


def _marked(run: Run) -> str:
    if run.right_to_left and run.font is not EMOJI:
        return f"{_RIGHT_TO_LEFT_MARK}{run.text}{_RIGHT_TO_LEFT_MARK}"
    return run.text
