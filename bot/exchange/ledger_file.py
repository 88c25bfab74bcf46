"""A ledger's file of ours, JSON or NDJSON: its beginning is read, so that garbage is refused before it costs more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.incoming_ledger import IncomingLedger
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay

BEGINNING = 1_000
"""How many events of lines are read at first: all of most debates."""


@dataclass(frozen=True, slots=True)
class BegunLedger:
    """A ledger whose file is read to its end, or so far as its beginning goes."""

    events: Iterator[SealedEvent]
    """All of them, those that are read already among them. Raises LedgerFileError where the file goes on amiss."""
    ledger: Callable[[], Ledger]
    """Gives the ledger once all events were taken. Raises LedgerFileError where they make none."""


def begun(text: str) -> BegunLedger:
    """The ledger of a file. JSON is read as a whole, lines as far as their beginning goes. Raises LedgerFileError."""
    if ledger_lines.is_lines(text):
        return _begun_lines(text)
    sealed = ledger_json.loads(text)
    ledger = replay(line.event for line in sealed)
    return BegunLedger(iter(sealed), lambda: ledger)


def _begun_lines(text: str) -> BegunLedger:
    incoming = IncomingLedger()
    events = ledger_lines.events(text, incoming)
    beginning = list(islice(events, BEGINNING))
    if len(beginning) < BEGINNING:
        incoming.ledger()  # what is wrong with it as a whole can be seen already
    return BegunLedger(chain(beginning, events), incoming.ledger)
