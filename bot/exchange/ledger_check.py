"""Whether a ledger's file, JSON or NDJSON, is still what was written: looked at as an import does, by itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.file_versions import newer_minor
from bot.exchange.ledger_lines import IncomingLines, read_events
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


def check_document(text: str, wanted: Collection[int] = ()) -> CheckedLedger:
    """What a JSON file holds. Raises LedgerFileError with what is wrong with it."""
    document = ledger_json.document_in(text)
    sealed, mark = ledger_json.read_document(document)
    first, last = sealed[0].event, sealed[-1]
    return CheckedLedger(
        debate=first.debate,
        events=len(sealed),
        erased=sum(text.is_erased for line in sealed for text in line.texts.values()),
        seal=last.hash,
        imported=mark,
        newer=newer_minor(document),
        hashes={line.event.sequence: line.hash for line in sealed if line.event.sequence in wanted},
    )


def check_lines(lines: Iterable[bytes], wanted: Collection[int] = ()) -> CheckedLedger:
    """What the lines of an NDJSON file hold, of which one at a time is read. Raises LedgerFileError."""
    coming = iter(lines)
    head = ledger_lines.head_in(next(coming, b""))
    incoming, hashes = IncomingLines(head), {}
    for event in read_events(head.debate, coming):
        incoming.take(event)
        if incoming.number in wanted:
            hashes[incoming.number] = incoming.seal
    incoming.ledger()
    return CheckedLedger(head.debate, incoming.number, incoming.erased, incoming.seal, head.mark, head.newer, hashes)
