"""The events on the lines of a ledger's file (NDJSON), each read by itself: whoever does no more imports no more."""

from collections.abc import Iterable, Iterator
from itertools import islice

import orjson

from bot.exchange.file_text import LONGEST_LINE, line_text
from bot.exchange.json_objects import doubled_key, quoted
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.read_events import EventReader, ReadEvent
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.record.chain import GENESIS
from bot.render.dialects.json_doubles import may_have_doubles

KEYS = frozenset({"sequence", "at", "actor", "verb", "data", "texts", "hash"})


def read_events(debate: int, lines: Iterable[bytes], place: int = 0, before: bytes = GENESIS) -> Iterator[ReadEvent]:
    """The events on the lines behind the one of that place, each as it is read. Raises LedgerFileError."""
    reader = EventReader(debate, place, before)
    for number, event in enumerate(_objects(lines, place + 2), start=place + 2):
        try:
            yield reader.read(event)
        except LedgerFileError:
            if missing := KEYS - event.keys():
                raise LedgerFileError(problem(ProblemKind.ODD_KEY, line=number, key=min(missing))) from None
            raise


TOGETHER = 32
"""How many lines are read together: of more, the longest would be much in memory, and reading is no quicker."""


def _objects(lines: Iterable[bytes], number: int) -> Iterator[dict[str, object]]:
    """The objects on the lines from that number on, each as its turn comes. Raises LedgerFileError."""
    coming = iter(lines)
    while some := list(islice(coming, TOGETHER)):
        yield from _read_together(some) or (object_on(line, place) for place, line in enumerate(some, start=number))
        number += len(some)


_OBJECT = b"\n{"
"""How a line with an object begins."""


def _read_together(lines: list[bytes]) -> list[dict[str, object]] | None:
    """The objects on some lines, in half of the time; None where they are to be read one by one, as one may be wrong.

    That as many objects are read as there are lines says that each line is one only if none ends within an object, a
    list or a string: behind a comma an object goes on with a key, a list has a bracket, and a string no line's end.
    """
    written = b"[\n%b]" % b",\n".join(lines)
    if written.rfind(b"[") or written.count(_OBJECT) != len(lines) or max(map(len, lines)) > LONGEST_LINE:
        return None
    try:
        read: list[dict[str, object]] = orjson.loads(written)
    except orjson.JSONDecodeError:
        return None
    return None if len(read) != len(lines) or may_have_doubles(written, read) else read


def object_on(line: bytes, number: int) -> dict[str, object]:
    """The object on the line of that number. Raises LedgerFileError."""
    if len(line) > LONGEST_LINE:
        raise LedgerFileError(problem(ProblemKind.LINE_TOO_LONG, line=number, limit=LONGEST_LINE))
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as wrong:
        line_text(line, number)
        raise LedgerFileError(problem(ProblemKind.LINE_NOT_JSON, line=number, detail=wrong.msg[:120])) from None
    if not isinstance(value, dict):
        raise LedgerFileError(problem(ProblemKind.LINE_NO_OBJECT, line=number))
    # orjson takes the last of two equal keys in silence.
    if may_have_doubles(line, value) and (key := _doubled_key(line, number)) is not None:
        raise LedgerFileError(problem(ProblemKind.KEY_TWICE_IN_A_LINE, line=number, key=quoted(key)))
    return value


def _doubled_key(line: bytes, number: int) -> str | None:
    try:
        return doubled_key(line.decode())
    except RecursionError:
        # orjson goes a little deeper than Python does.
        raise LedgerFileError(problem(ProblemKind.LINE_TOO_DEEP, line=number)) from None
