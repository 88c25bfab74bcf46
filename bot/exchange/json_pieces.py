"""JSON as `json.dumps` writes it with an indent of one, piece by piece: lists may be written while they are read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import IO

from bot.exchange.ledger_view import Streamed, StreamedText, WrittenJson
from bot.exchange.spooled import PIECE


def indented(value: Streamed, depth: int = 0) -> Iterator[str]:
    """The value, so many levels deep in a document."""
    if isinstance(value, dict | Mapping):
        if all(type(member) in _PLAIN for member in value.values()):
            yield _flat(value, depth)
        else:
            members = ((f"{_json(key)}: ", member) for key, member in value.items())
            yield from _within("{}", members, depth)
    elif isinstance(value, list | Iterator):
        yield from _within("[]", (("", item) for item in value), depth)
    elif isinstance(value, StreamedText):
        yield from _quoted(value.pieces)
    elif isinstance(value, WrittenJson):
        yield from value.pieces
    else:
        yield _json(value)


_PLAIN = frozenset({str, int, bool, type(None)})
"""The types of what holds nothing else."""

_json = json.JSONEncoder(ensure_ascii=False).encode


class SpooledList:
    """A list that is written into a file beside others, item by item, to take its place in a document later."""

    def __init__(self, file: IO[str], depth: int) -> None:
        """`file` is an empty one for UTF-8; the list stands so many levels deep in its document."""
        self._file, self._depth = file, depth
        self._start = self._before = "[" + _line(depth + 1)

    def add(self, item: Streamed) -> None:
        """Write the next item."""
        self._file.write(self._before)
        self._file.writelines(indented(item, self._depth + 1))
        self._before = "," + _line(self._depth + 1)

    def written(self) -> WrittenJson:
        """The list, to which nothing is added any more."""
        if self._before is self._start:
            return WrittenJson(("[]",))
        self._file.write(_line(self._depth) + "]")
        self._file.seek(0)
        return WrittenJson(iter(partial(self._file.read, PIECE), ""))


def _within(brackets: str, members: Iterable[tuple[str, Streamed]], depth: int) -> Iterator[str]:
    start = before = brackets[0] + _line(depth + 1)
    for key, member in members:
        yield before + key
        yield from indented(member, depth + 1)
        before = "," + _line(depth + 1)
    yield brackets if before is start else _line(depth) + brackets[1]


def _quoted(pieces: Iterable[str]) -> Iterator[str]:
    yield '"'
    yield from (_json(piece)[1:-1] for piece in pieces)
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
