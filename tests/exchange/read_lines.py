"""Lines of a ledger as an import and `crux verify` read them."""

from dataclasses import replace

from bot.exchange.ledger_lines import IncomingLines, head_in
from bot.exchange.ledger_text import in_memory, lines_in
from bot.exchange.line_events import read_events
from bot.exchange.read_events import sealed_of
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent


def read_lines(text: str) -> tuple[list[SealedEvent], Ledger]:
    """The events of lines and the ledger that they make. Raises LedgerFileError."""
    events, incoming = taken_lines(text)
    return events, whole(incoming.ledger())


def whole(ledger: LargeLedger) -> Ledger:
    """All of a ledger, its stances among the rest."""
    return replace(ledger.few, stances={(stance.entry, stance.person): stance for stance in ledger.stances})


def taken_lines(text: str) -> tuple[list[SealedEvent], IncomingLines]:
    """The events of lines, and what has taken them. Raises LedgerFileError."""
    lines = lines_in(in_memory(text))
    head = head_in(next(lines))
    incoming = IncomingLines(head)
    read = incoming.taken(read_events(head.debate, lines))
    return [sealed_of(head.debate, place, event) for place, event in enumerate(read, start=1)], incoming
