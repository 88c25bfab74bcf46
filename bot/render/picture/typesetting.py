"""Words set in lines: which font sets which of them, where a line breaks, which way it runs."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.text import one_line
from bot.render.picture import fonts
from bot.render.picture.fonts import EMOJI, FONTS, LATIN, REGULAR, FontFile

ELLIPSIS = "…"
_JOINER, _EMOJI_SHAPE, _TEXT_SHAPE = "\u200d", "\ufe0f", "\ufe0e"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_MARK = "\u200f"
"""A right-to-left mark: between two of them, punctuation at the ends of a run runs with its words."""


_PLAIN = re.compile("[ -~\u00c0-\u024f\u2013\u2014\u2018-\u201e\u2026]*")
"""Latin letters without marks of their own, digits and signs: one font sets them, and nothing turns them round."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one font that run one way."""

    text: str
    font: FontFile
    leftward: bool


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
    leftward: bool


def set_lines(words: str, size: float, room: float, most: int, weight: int = REGULAR) -> tuple[SetLine, ...]:
    """The words in at most `most` lines of the width `room`; what does not fit ends in an ellipsis."""
    line = one_line(words)
    leftward = runs_leftward(line)
    return tuple(_placed(part, size, weight, leftward) for part in broken(line, size, room, most, weight))


def runs_leftward(words: str) -> bool:
    """Whether a sentence is read from the right: its first letter with a direction says so."""
    for character in words:
        direction = unicodedata.bidirectional(character)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return False


def broken(line: str, size: float, room: float, most: int, weight: int = REGULAR) -> list[str]:
    """A line broken into at most `most`, at spaces where that can be done and between characters where not."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(line):
        if not current.strip() or _width(current + piece.rstrip(), size, weight) <= room:
            current += piece
        else:
            lines.append(current.rstrip())
            current = piece.lstrip()
        while _width(current.rstrip(), size, weight) > room:
            kept = _fitting(current, size, room, weight)
            lines.append(kept)
            current = current[len(kept) :]
    if current.strip():
        lines.append(current.rstrip())
    if len(lines) <= most:
        return lines
    last = _fitting(" ".join(lines[most - 1 : most + 1]), size, room - _width(ELLIPSIS, size, weight), weight)
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def _width(text: str, size: float, weight: int) -> float:
    return sum(fonts.width(run.text, run.font, size, weight) for run in runs_of(text))


def _pieces(line: str) -> Iterator[str]:
    """What may not be broken: words with the space behind them, and each character of scripts without spaces."""
    current = ""
    for cluster in clusters(line):
        may_break = current and (current[-1].isspace() or _stands_alone(cluster) or _stands_alone(current[-1]))
        if may_break and not cluster.isspace():
            yield current
            current = ""
        current += cluster
    if current:
        yield current


def _stands_alone(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in "WF" and not unicodedata.category(cluster[0]).startswith("P")


def _fitting(text: str, size: float, room: float, weight: int) -> str:
    """As much of the beginning as fits; at least one character."""
    parts = list(clusters(text))
    low, high = 1, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if _width("".join(parts[:middle]), size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(parts[:low])


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, an emoji with what joins it, a flag."""
    current = ""
    for character in text:
        if current and not _goes_on(current, character):
            yield current
            current = ""
        current += character
    if current:
        yield current


def _goes_on(current: str, character: str) -> bool:
    if current[-1] == _JOINER or unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}:
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return _is_flag_half(character) and len(current) == 1 and _is_flag_half(current)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def runs_of(text: str, leftward: bool = False) -> list[Run]:
    """The text in runs of one font and one direction, in the order in which it is read; a line's own is `leftward`."""
    if text and not leftward and _PLAIN.fullmatch(text):
        return [Run(text, LATIN, leftward=False)]
    runs: list[Run] = []
    parts = list(clusters(text))
    for cluster, against in zip(parts, _directions(parts, leftward), strict=True):
        before = runs[-1] if runs else None
        font = _font_of(cluster, before.font if before else None)
        if before is not None and before.font is font and before.leftward == against:
            runs[-1] = Run(before.text + cluster, font, against)
        else:
            runs.append(Run(cluster, font, against))
    return runs


def _directions(parts: Sequence[str], leftward: bool) -> list[bool]:
    """Which of these characters run from right to left, by the rules N1 and N2 of Unicode's annex 9.

    What has no direction of its own runs with its neighbours where they agree, else with the line; digits run with
    the letters before them.
    """
    own = [_own_direction(cluster) for cluster in parts]
    before = leftward
    for place, cluster in enumerate(parts):
        if own[place] is None and unicodedata.bidirectional(cluster[0]) in _NUMBERS:
            own[place] = before
        before = before if own[place] is None else bool(own[place])
    found: list[bool] = []
    after = _next_directions(own, leftward)
    before = leftward
    for direction, following in zip(own, after, strict=True):
        if direction is None:
            found.append(before if before == following else leftward)
        else:
            before = direction
            found.append(direction)
    return found


def _own_direction(cluster: str) -> bool | None:
    direction = unicodedata.bidirectional(cluster[0])
    return direction in _RIGHT_TO_LEFT if direction == "L" or direction in _RIGHT_TO_LEFT else None


def _next_directions(own: Sequence[bool | None], leftward: bool) -> list[bool]:
    """For each place, the direction of the next one that has any; the line's behind the last."""
    found = []
    following = leftward
    for direction in reversed(own):
        following = following if direction is None else direction
        found.append(following)
    return found[::-1]


def _font_of(cluster: str, before: FontFile | None) -> FontFile:
    """The font that sets a cluster; what any font could set stays with what stands before it."""
    seen = [c for c in cluster if c not in {_JOINER, _EMOJI_SHAPE, _TEXT_SHAPE}]
    if _EMOJI_SHAPE in cluster and all(fonts.has(EMOJI, c) for c in seen):
        return EMOJI
    if before is not None and before is not EMOJI and _is_common(cluster) and all(fonts.has(before, c) for c in seen):
        return before
    wanted = (font for font in FONTS if all(fonts.has(font, c) for c in seen))
    return next(wanted, next(fonts.fonts_with(seen[0]), LATIN) if seen else LATIN)


def _is_common(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] in "ZPN"


def _placed(line: str, size: float, weight: int, leftward: bool) -> SetLine:
    x = 0.0
    placed = []
    for run in _as_seen(runs_of(line, leftward), leftward):
        text = f"{_MARK}{run.text}{_MARK}" if run.leftward and run.font is not EMOJI else run.text
        wide = fonts.width(run.text, run.font, size, weight)
        placed.append(PlacedRun(text, run.font, round(x, 2), round(wide, 2)))
        x += wide
    return SetLine(tuple(placed), round(x, 2), leftward)


def _as_seen(runs: Sequence[Run], leftward: bool) -> list[Run]:
    """Runs from left to right: those against the line's direction are turned round among themselves."""
    ordered: list[list[Run]] = []
    for run in runs:
        if ordered and ordered[-1][0].leftward == run.leftward:
            ordered[-1].append(run)
        else:
            ordered.append([run])
    if leftward:
        ordered.reverse()
    return [run for alike in ordered for run in (reversed(alike) if alike[0].leftward else alike)]
