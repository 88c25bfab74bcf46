"""Words that are isolated within a line: they run their own way, and turn nothing beside them round (annex 9, X5c)."""

import re
from collections.abc import Iterable, Iterator

BEGIN, END = "\u2068", "\u2069"
_CONTROLS = re.compile("[\u2068\u2069\u200e\u200f]")
_MARKED = frozenset({BEGIN, END, "\u200e", "\u200f"})


def is_marked(line: str) -> bool:
    """Whether anything in a line is isolated, or marked with a direction."""
    return not line.isascii() and not _MARKED.isdisjoint(line)


def unmarked(line: str) -> str:
    """The line as its letters alone are."""
    return _CONTROLS.sub("", line)


def parts(line: str) -> Iterator[tuple[str, bool]]:
    """The line in its parts, and whether each is isolated; what is isolated within one is a part of that part."""
    depth, current = 0, ""
    for character in line:
        begins, ends = character == BEGIN and not depth, character == END and depth == 1
        if begins or ends:
            yield current, ends
            current = ""
        elif character != END or depth:
            current += character
        depth = max(0, depth + {BEGIN: 1, END: -1}.get(character, 0))
    yield current, depth > 0


def closed_on_each(lines: Iterable[str]) -> Iterator[str]:
    """Lines that were one, of which each closes what is isolated in it, and the next one begins it again."""
    depth = 0
    for line in lines:
        opened = BEGIN * depth + line
        depth = max(0, opened.count(BEGIN) - opened.count(END))
        yield opened + END * depth
