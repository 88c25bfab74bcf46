"""Which way words run: the part of Unicode's bidirectional algorithm (annex 9) that a line without controls needs."""

import unicodedata
from collections.abc import Sequence

from bot.render.picture.typesetting.isolates import is_marked, parts

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})


def is_right_to_left(words: str) -> bool:
    """Whether a sentence is read from the right: its first letter with a direction decides (rules P2 and P3).

    Letters that are isolated decide where there are no others.
    """
    if is_marked(words):
        beside = "".join(part for part, isolated in parts(words) if not isolated)
        direction = _first_direction(beside)
        return _first_direction(words) is True if direction is None else direction
    return _first_direction(words) is True


def _first_direction(words: str) -> bool | None:
    """Whether the first letter with a direction runs from the right; None where none has any."""
    for character in words:
        direction = unicodedata.bidirectional(character)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return None


def directions(clusters: Sequence[str], right_to_left: bool) -> list[bool]:
    """For each cluster, whether it runs from right to left in a line whose own direction is given.

    A cluster without a direction runs as its neighbours do where they agree, else as the line does (rules N1 and N2);
    digits run as the letters before them.
    """
    strong = _with_digits([_strong_direction(cluster) for cluster in clusters], clusters, right_to_left)
    following = _next_directions(strong, right_to_left)
    resolved: list[bool] = []
    before = right_to_left
    for direction, after in zip(strong, following, strict=True):
        if direction is None:
            resolved.append(before if before == after else right_to_left)
        else:
            before = direction
            resolved.append(direction)
    return resolved


def _strong_direction(cluster: str) -> bool | None:
    direction = unicodedata.bidirectional(cluster[0])
    return direction in _RIGHT_TO_LEFT if direction == "L" or direction in _RIGHT_TO_LEFT else None


def _with_digits(strong: Sequence[bool | None], clusters: Sequence[str], right_to_left: bool) -> list[bool | None]:
    """The directions, with each digit's filled in from the nearest letter before it."""
    filled: list[bool | None] = []
    before = right_to_left
    for direction, cluster in zip(strong, clusters, strict=True):
        if direction is None and unicodedata.bidirectional(cluster[0]) in _NUMBERS:
            direction = before
        before = before if direction is None else direction
        filled.append(direction)
    return filled


def _next_directions(strong: Sequence[bool | None], right_to_left: bool) -> list[bool]:
    """For each cluster, the direction of the nearest one from it on that has any; after the last, the line's."""
    directions = []
    following = right_to_left
    for direction in reversed(strong):
        following = following if direction is None else direction
        directions.append(following)
    return directions[::-1]
