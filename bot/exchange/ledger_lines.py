"""A ledger as lines of JSON (NDJSON): the events alone, one a line, so that a large one is written without keeping it.

The first line says what it is: {"format", "version", "debate"}; each further line is one event, as in the JSON file.
The lines are written where the events are kept (`store/copying.py`); here they are read.
"""

from collections.abc import Iterable, Iterator

import orjson

from bot.exchange.file_text import without_mark
from bot.exchange.incoming_ledger import IncomingLedger
from bot.exchange.ledger_events import LedgerFileError, event_in, platform_id, whole_chain
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.record.chain import SealedEvent

FORMAT = "crux-ledger-lines"
VERSION = 1
KEYS = frozenset({"sequence", "at", "actor", "verb", "data", "texts", "hash"})


def first_line(debate: int) -> bytes:
    """The line that says what the others are."""
    return orjson.dumps({"format": FORMAT, "version": VERSION, "debate": str(debate)}) + b"\n"


def is_lines(text: str) -> bool:
    """Whether a file begins as one of these does."""
    try:
        first = orjson.loads(without_mark(text.partition("\n")[0]))
    except orjson.JSONDecodeError:
        return False
    return isinstance(first, dict) and first.get("format") == FORMAT


def events(text: str, incoming: IncomingLedger) -> Iterator[SealedEvent]:
    """The events of a file, checked as those of the JSON file are.

    `incoming` has taken each of them before the next line is read. Raises LedgerFileError.
    """
    lines = _lines(without_mark(text))
    head = _object(next(lines), 1)
    if head.get("format") != FORMAT or head.get("version") != VERSION or len(head) != 3:
        raise LedgerFileError(problem(ProblemKind.NO_FIRST_LINE, format=FORMAT, version=VERSION))
    debate = platform_id(head.get("debate"), problem(ProblemKind.NO_DEBATE_NUMBER))
    sealed = None
    for sealed in whole_chain(_events(debate, lines)):
        incoming.take(sealed.event)
        yield sealed
    if sealed is None:
        raise LedgerFileError(problem(ProblemKind.NO_EVENTS))


def _lines(text: str) -> Iterator[str]:
    """One after the other: a list of all lines would take as much memory as the text again.

    Not as `splitlines` has them: people's words may hold other characters that it takes for the end of a line.
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    if start == 0 or start < len(text):
        yield text[start:]


def _events(debate: int, lines: Iterable[str]) -> Iterator[SealedEvent]:
    for place, line in enumerate(lines, start=1):
        event = _object(line, place + 1)
        if event.keys() != KEYS:
            odd = sorted(event.keys() ^ KEYS)
            raise LedgerFileError(problem(ProblemKind.ODD_KEY, line=place + 1, key=odd[0][:40]))
        yield event_in(debate, place, event)


def _object(line: str, number: int) -> dict[str, object]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as wrong:
        raise LedgerFileError(problem(ProblemKind.LINE_NOT_JSON, line=number, detail=wrong.msg[:120])) from None
    if not isinstance(value, dict):
        raise LedgerFileError(problem(ProblemKind.LINE_NO_OBJECT, line=number))
    return value
