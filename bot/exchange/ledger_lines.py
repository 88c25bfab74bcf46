"""A ledger as lines of JSON (NDJSON): the events alone, one a line, so that a large one need not be held to be written.

The first line says what it is: {"format", "version", "debate"}; each further line is one event, as in the JSON file.
The lines are written where the events are kept (`store/copying.py`); here they are read.
"""

from collections.abc import Iterable

import orjson

from bot.exchange.ledger_events import LedgerFileError, event_in, ledger_of, platform_id, require_whole_chain
from bot.ledger.chain import SealedEvent
from bot.ledger.entries import Ledger

FORMAT = "crux-ledger-lines"
VERSION = 1
KEYS = frozenset({"sequence", "at", "actor", "verb", "data", "texts", "hash"})


def first_line(debate: int) -> bytes:
    """The line that says what the others are."""
    return orjson.dumps({"format": FORMAT, "version": VERSION, "debate": str(debate)}) + b"\n"


def is_lines(text: str) -> bool:
    """Whether a file begins as one of these does."""
    try:
        first = orjson.loads(text.partition("\n")[0])
    except orjson.JSONDecodeError:
        return False
    return isinstance(first, dict) and first.get("format") == FORMAT


def loads(text: str) -> tuple[list[SealedEvent], Ledger]:
    """The events of a file, checked as those of the JSON file are, and the ledger that they make.

    Raises LedgerFileError.
    """
    # Not `splitlines`: people's words may hold other characters that it takes for the end of a line.
    lines = iter(text.removesuffix("\n").split("\n"))
    first = _object(next(lines, ""), 1)
    if first.get("format") != FORMAT or first.get("version") != VERSION or len(first) != 3:
        raise LedgerFileError(f'line 1 must say "format": "{FORMAT}", "version": {VERSION} and "debate"')
    sealed = list(_events(platform_id(first.get("debate"), "debate"), lines))
    if not sealed:
        raise LedgerFileError("there are no events")
    require_whole_chain(sealed)
    return sealed, ledger_of(sealed)


def _events(debate: int, lines: Iterable[str]) -> Iterable[SealedEvent]:
    for place, line in enumerate(lines, start=1):
        event = _object(line, place + 1)
        if odd := sorted(event.keys() ^ KEYS):
            raise LedgerFileError(f"line {place + 1}: {odd[0][:40]!r} is missing, or does not belong there")
        yield event_in(debate, place, event)


def _object(line: str, number: int) -> dict[str, object]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as wrong:
        raise LedgerFileError(f"line {number} is not JSON: {wrong.msg[:120]}") from None
    if not isinstance(value, dict):
        raise LedgerFileError(f"line {number} must be an object")
    return value
