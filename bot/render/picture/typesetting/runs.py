"""Text in runs: stretches of one font and one direction."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from bot.render.picture import fonts
from bot.render.picture.fonts import EMOJI, FONTS, LATIN, FontFile
from bot.render.picture.typesetting.clusters import clusters
from bot.render.picture.typesetting.directions import directions, is_right_to_left
from bot.render.picture.typesetting.isolates import is_marked, parts, unmarked

_EMOJI_PRESENTATION = "\ufe0f"
_FORMATTING = frozenset({"\u200d", "\ufe0e", _EMOJI_PRESENTATION})
"""The joiner and the selectors between text and emoji: no font needs a glyph for them."""

_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201e\u2026]*")
"""Latin letters without separate marks, digits and signs, as the dot that stands between two facts in most lines: the
first font has them all, and they run from the left."""

PLACE = "\ufffc"
"""Stands in a line for what is isolated in it: like that, it has no direction of its own."""

_AROUND_PLACES = re.compile(f"({PLACE})")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one font and one direction."""

    text: str
    font: FontFile
    right_to_left: bool


def runs_of(text: str, right_to_left: bool = False) -> list[Run]:
    """The runs of a text in reading order, in a line whose own direction is given."""
    if text and not right_to_left and _PLAIN.fullmatch(text):
        return [Run(text, LATIN, right_to_left=False)]
    runs: list[Run] = []
    parts = clusters(text)
    for cluster, direction in zip(parts, directions(parts, right_to_left), strict=True):
        before = runs[-1] if runs else None
        font = _font_of(cluster, before.font if before else None)
        if before is not None and before.font is font and before.right_to_left == direction:
            runs[-1] = Run(before.text + cluster, font, direction)
        else:
            runs.append(Run(cluster, font, direction))
    return runs


@dataclass(frozen=True, slots=True)
class _Isolated:
    """Words that are isolated in a line, in the place of which they stand as one."""

    text: str
    right_to_left: bool


def runs_in_place(line: str, right_to_left: bool) -> list[Run]:
    """The runs of a line from left to right; what is isolated in it stands together, and runs its own way inside."""
    if not is_marked(line):
        return in_visual_order(runs_of(line, right_to_left), right_to_left)
    pieces = list(_pieces(line, right_to_left))
    placed: list[Run] = []
    for piece in in_visual_order(pieces, right_to_left):
        if isinstance(piece, Run):
            placed.append(piece)
        else:
            placed += runs_in_place(piece.text, is_right_to_left(piece.text))
    return placed


def _pieces(line: str, right_to_left: bool) -> Iterator[Run | _Isolated]:
    """The runs of a line in reading order, and what is isolated between them."""
    found = list(parts(line))
    isolated = iter([text for text, is_isolated in found if is_isolated])
    around = "".join(PLACE if is_isolated else unmarked(text).replace(PLACE, "") for text, is_isolated in found)
    for run in runs_of(around, right_to_left):
        for piece in _AROUND_PLACES.split(run.text):
            if piece == PLACE:
                yield _Isolated(next(isolated), run.right_to_left)
            elif piece:
                yield Run(piece, run.font, run.right_to_left)


Placed = TypeVar("Placed", bound=Run | _Isolated)


def in_visual_order(runs: Sequence[Placed], right_to_left: bool) -> list[Placed]:
    """The runs from left to right: neighbours that run from the right change places among themselves (rule L2)."""
    alike = [list(group) for _, group in groupby(runs, key=lambda run: run.right_to_left)]
    if right_to_left:
        alike.reverse()
    return [run for group in alike for run in (reversed(group) if group[0].right_to_left else group)]


def _font_of(cluster: str, before: FontFile | None) -> FontFile:
    """The font for a cluster; spaces, signs and digits keep to the font before them where it has them."""
    visible = [character for character in cluster if character not in _FORMATTING]
    if _EMOJI_PRESENTATION in cluster and _has_all(EMOJI, visible):
        return EMOJI
    if before is not None and before is not EMOJI and _is_common(cluster) and _has_all(before, visible):
        return before
    if not visible:
        return LATIN
    complete = (font for font in FONTS if _has_all(font, visible))
    return next(complete, None) or next(fonts.fonts_with(visible[0]), LATIN)


def _has_all(font: FontFile, characters: Sequence[str]) -> bool:
    return all(fonts.has(font, character) for character in characters)


def _is_common(cluster: str) -> bool:
    """Whether no script owns the cluster: a space, a sign or a digit."""
    return unicodedata.category(cluster[0])[0] in "ZPN"
