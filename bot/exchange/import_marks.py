"""The mark of an imported ledger as the files have it, both ways."""

from bot.exchange.ledger_events import LedgerFileError, bytes_in, moment_in
from bot.ledger.entries import LARGEST_NUMBER
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.record.import_mark import ImportMark

KEY = "imported"
"""Where a file has the mark; one of a ledger that was never imported has no such key."""


def mark_out(mark: ImportMark) -> dict[str, object]:
    """The mark as a file has it."""
    return {"at": mark.at.isoformat(), "events": mark.events, "hash": mark.hash.hex()}


def mark_in(written: object) -> ImportMark:
    """The mark that a file has. Raises LedgerFileError."""
    if isinstance(written, dict) and written.keys() == {"at", "events", "hash"}:
        at, events, last_hash = moment_in(written["at"]), written["events"], bytes_in(written["hash"], 32)
        if at is not None and last_hash is not None and type(events) is int and 1 <= events <= LARGEST_NUMBER:
            return ImportMark(at, events, last_hash)
    raise LedgerFileError(problem(ProblemKind.NO_IMPORT_MARK, key=KEY))


def check(mark: ImportMark, last: bytes | None) -> None:
    """Raise LedgerFileError unless `last`, the hash of the event that it names, is the mark's; None: no such event."""
    if last != mark.hash:
        raise LedgerFileError(problem(ProblemKind.IMPORT_MARK_DIFFERS, key=KEY, event=mark.events))
