"""JSON as `json.dumps` writes it with an indent of one, piece by piece: lists may be written while they are read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from bot.exchange.ledger_view import Streamed, StreamedText


def indented(value: Streamed, depth: int = 0) -> Iterator[str]:
    """The value, so many levels deep in a document."""
    if isinstance(value, Mapping):
        if any(isinstance(member, Mapping | list | Iterator | StreamedText) for member in value.values()):
            members = ((f"{json.dumps(key, ensure_ascii=False)}: ", member) for key, member in value.items())
            yield from _within("{}", members, depth)
        else:
            yield _flat(value, depth)
    elif isinstance(value, list | Iterator):
        yield from _within("[]", (("", item) for item in value), depth)
    elif isinstance(value, StreamedText):
        yield from _quoted(value.pieces)
    else:
        yield json.dumps(value, ensure_ascii=False)


def _within(brackets: str, members: Iterable[tuple[str, Streamed]], depth: int) -> Iterator[str]:
    start = before = brackets[0] + _line(depth + 1)
    for key, member in members:
        yield before + key
        yield from indented(member, depth + 1)
        before = "," + _line(depth + 1)
    yield brackets if before is start else _line(depth) + brackets[1]


def _quoted(pieces: Iterable[str]) -> Iterator[str]:
    yield '"'
    yield from (json.dumps(piece, ensure_ascii=False)[1:-1] for piece in pieces)
    yield '"'


def _flat(members: Mapping[str, Streamed], depth: int) -> str:
    """An object that holds no other one."""
    if not members:
        return "{}"
    return "{" + _line(depth + 1) + _encoder(depth + 1).encode(members)[1:-1] + _line(depth) + "}"


@cache
def _encoder(depth: int) -> json.JSONEncoder:
    # With an indent, Python writes JSON ten times as slowly.
    return json.JSONEncoder(ensure_ascii=False, separators=("," + _line(depth), ": "))


def _line(depth: int) -> str:
    return "\n" + " " * depth
