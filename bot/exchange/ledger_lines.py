"""A ledger as lines of JSON (NDJSON): the events alone, one a line, so that a large one is written without keeping it.

The first line says what it is: {"format", "version", "debate"}, of an imported ledger also "imported"; each further
line is one event, as in the JSON file (docs/schema/ledger-line-1.schema.json). Keys that a newer Crux adds to them are
left out.
Most are written where the events are kept (`store/writing/copying.py`); here they are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from bot.exchange import import_marks
from bot.exchange.file_text import LONGEST_LINE, without_mark
from bot.exchange.file_versions import VERSION, newer_minor, problem_of_version
from bot.exchange.incoming_ledger import IncomingLedger
from bot.exchange.json_objects import doubled_key, quoted
from bot.exchange.ledger_events import LedgerFileError, event_in, event_out, platform_id, whole_chain
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.pseudonymity import PSEUDONYMOUS, is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import DebateOpened
from bot.ledger.record.import_mark import ImportMark

FORMAT = "crux-ledger-lines"
KEYS = frozenset({"sequence", "at", "actor", "verb", "data", "texts", "hash"})


def first_line(debate: int, imported: ImportMark | None = None, *, pseudonymous: bool = False) -> bytes:
    """The line that says what the others are."""
    mark: dict[str, object] = {} if imported is None else {import_marks.KEY: import_marks.mark_out(imported)}
    if pseudonymous:
        mark[PSEUDONYMOUS] = True
    return orjson.dumps({"format": FORMAT, "version": VERSION, "debate": str(debate), **mark}) + b"\n"


def line(sealed: SealedEvent) -> bytes:
    """The line of an event."""
    return orjson.dumps(event_out(sealed)) + b"\n"


def is_lines(text: str) -> bool:
    """Whether a file begins as one of these does."""
    end = text.find("\n", 0, LONGEST_LINE)
    try:
        first = orjson.loads(without_mark(text[: end if end >= 0 else LONGEST_LINE]))
    except orjson.JSONDecodeError:
        return False
    return isinstance(first, dict) and first.get("format") == FORMAT


def events(text: str, incoming: IncomingLedger) -> Iterator[SealedEvent]:
    """The events of a file, checked as those of the JSON file are.

    `incoming` has taken each of them before the next line is read. Raises LedgerFileError.
    """
    lines = _lines(without_mark(text))
    return events_behind(head_in(next(lines)), lines, incoming)


@dataclass(frozen=True, slots=True)
class Head:
    """What a file's first line says; `newer` is its version, where a newer Crux may have added what is left out."""

    debate: int
    mark: ImportMark | None
    newer: str | None
    pseudonymous: object
    """True where it says that its people are pseudonyms."""


def head_in(line: str) -> Head:
    """What the first line of a file says. Raises LedgerFileError."""
    head = _object(without_mark(line), 1)
    if head.get("format") != FORMAT:
        raise LedgerFileError(problem(ProblemKind.NO_FIRST_LINE, format=FORMAT, version=VERSION))
    if (unread := problem_of_version(head)) is not None:
        raise LedgerFileError(unread)
    debate = platform_id(head.get("debate"), problem(ProblemKind.NO_DEBATE_NUMBER))
    mark = import_marks.mark_in(head[import_marks.KEY]) if import_marks.KEY in head else None
    return Head(debate, mark, newer_minor(head), head.get(PSEUDONYMOUS, False))


def events_behind(head: Head, lines: Iterable[str], incoming: IncomingLedger) -> Iterator[SealedEvent]:
    """The events on the lines behind the first one, each as it is read. Raises LedgerFileError."""
    sealed = marked = None
    for sealed in whole_chain(_events(head.debate, lines)):
        incoming.take(sealed)
        if sealed.event.sequence == 1:
            _check_pseudonymous(head, sealed)
        if head.mark is not None and sealed.event.sequence == head.mark.events:
            marked = sealed
        yield sealed
    if sealed is None:
        raise LedgerFileError(problem(ProblemKind.NO_EVENTS))
    if head.mark is not None:
        import_marks.check(head.mark, marked)


def _check_pseudonymous(head: Head, first: SealedEvent) -> None:
    change = first.event.change
    if head.pseudonymous is not (isinstance(change, DebateOpened) and is_pseudonymous(change.guild)):
        raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=PSEUDONYMOUS))


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
        if odd := sorted(KEYS - event.keys()):
            raise LedgerFileError(problem(ProblemKind.ODD_KEY, line=place + 1, key=odd[0][:40]))
        yield event_in(debate, place, event)


def _object(line: str, number: int) -> dict[str, object]:
    if len(line) > LONGEST_LINE:
        raise LedgerFileError(problem(ProblemKind.LINE_TOO_LONG, line=number, limit=LONGEST_LINE))
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as wrong:
        raise LedgerFileError(problem(ProblemKind.LINE_NOT_JSON, line=number, detail=wrong.msg[:120])) from None
    if not isinstance(value, dict):
        raise LedgerFileError(problem(ProblemKind.LINE_NO_OBJECT, line=number))
    # orjson takes the last of two equal keys in silence.
    if _quotes(line) != _quotes(orjson.dumps(value).decode()) and (key := doubled_key(line)) is not None:
        raise LedgerFileError(problem(ProblemKind.KEY_TWICE_IN_A_LINE, line=number, key=quoted(key)))
    return value


def _quotes(line: str) -> int:
    """How many quotation marks of a line are seen to be no part of a string.

    Written out again, a line has fewer of them where an object has a key twice. It may have fewer too where a string is
    written with more escapes than it needs; never more.
    """
    return line.count('"') - line.count('\\"')
