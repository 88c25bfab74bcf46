"""A ledger's file of ours, JSON or NDJSON: its beginning is read, so that what is wrong is told before it costs more.

A database takes longer to start than most files to read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.file_text import LONGEST_LINE
from bot.exchange.ledger_lines import IncomingLines
from bot.exchange.ledger_text import as_lines
from bot.exchange.line_blocks import Block, blocks, events_in
from bot.exchange.read_events import ReadEvent
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay

BEGINNING = 12 << 20
"""Bytes of lines that are looked at, their events kept, before a database is asked for: most files as a whole."""


@dataclass(frozen=True, slots=True)
class BegunDocument:
    """A ledger whose file is read to its end."""

    events: list[SealedEvent]
    ledger: Callable[[], Ledger]


@dataclass(frozen=True, slots=True)
class BegunLines:
    """A ledger whose lines are read so far as its beginning goes."""

    incoming: IncomingLines
    """Has taken the beginning."""
    beginning: list[ReadEvent]
    others: Iterator[Block]
    """The lines behind it, as they are read from the file."""

    @property
    def ledger(self) -> Callable[[], Ledger]:
        """Gives the ledger once all events were taken. Raises LedgerFileError where they make none."""
        return self.incoming.ledger


BegunLedger = BegunDocument | BegunLines


def begun(text: str) -> BegunLedger:
    """The ledger of a file that is in memory. Raises LedgerFileError."""
    if ledger_lines.is_lines(text):
        return begun_lines(as_lines(text))
    sealed = ledger_json.loads(text)
    ledger = replay(line.event for line in sealed)
    return BegunDocument(sealed, lambda: ledger)


def begun_lines(file: BinaryIO) -> BegunLines:
    """The ledger of lines, which are read from the file when their turn comes. Raises LedgerFileError."""
    incoming = IncomingLines(ledger_lines.head_in(file.readline(LONGEST_LINE + 1)))
    to_read = blocks(incoming.head.debate, file)
    beginning = [event for block in _first(to_read) for event in incoming.taken(events_in(block))]
    others = list(islice(to_read, 1))
    if not others:
        incoming.ledger()  # what is wrong with it as a whole can be seen already
    return BegunLines(incoming, beginning, chain(others, to_read))


def _first(to_read: Iterator[Block]) -> Iterator[Block]:
    """The blocks that are the beginning."""
    read = 0
    while read < BEGINNING and (block := next(to_read, None)) is not None:
        read += len(block.lines)
        yield block
