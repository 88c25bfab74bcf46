"""Whether a ledger's file, JSON or NDJSON, is still what was written: looked at as an import does, by itself."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from bot.exchange import ledger_document, ledger_lines
from bot.exchange.ledger_lines import Head, IncomingLines
from bot.exchange.ledger_text import is_of_lines, lines_in
from bot.exchange.line_events import read_events
from bot.exchange.read_events import ReadEvent
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.record.import_mark import ImportMark


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """What was looked at in a file that is whole; `hashes` has those of the events that were asked for."""

    debate: int
    events: int
    erased: int
    seal: bytes
    imported: ImportMark | None
    newer: str | None
    """The version of the file, where a newer Crux may have added what was not looked at."""
    hashes: dict[int, bytes]


def check_file(file: BinaryIO, wanted: Collection[int] = ()) -> CheckedLedger:
    """What a file holds, JSON or NDJSON in UTF-8, in which one can go back. Raises LedgerFileError."""
    return check_lines(lines_in(file), wanted) if is_of_lines(file) else check_document(file, wanted)


def check_document(file: BinaryIO, wanted: Collection[int] = ()) -> CheckedLedger:
    """What a JSON file holds, of which some events at a time are read. Raises LedgerFileError."""
    document = ledger_document.opened(file)
    return _checked(document.head, document.events(), wanted, document.require)


def check_lines(lines: Iterable[bytes], wanted: Collection[int] = ()) -> CheckedLedger:
    """What the lines of an NDJSON file hold, of which one at a time is read. Raises LedgerFileError."""
    coming = iter(lines)
    head = ledger_lines.head_in(next(coming, b""))
    return _checked(head, read_events(head.debate, coming), wanted, lambda _: None)


def _checked(
    head: Head, events: Iterable[ReadEvent], wanted: Collection[int], require: Callable[[LargeLedger], None]
) -> CheckedLedger:
    incoming, hashes = IncomingLines(head), {}
    for number, event in enumerate(incoming.taken(events), start=1):
        if number in wanted:
            hashes[number] = bytes.fromhex(event[-1])
    require(incoming.ledger())
    return CheckedLedger(head.debate, incoming.number, incoming.erased, incoming.seal, head.mark, head.newer, hashes)
