"""A ledger's file of ours, JSON or NDJSON: its beginning is read, so that what is wrong is told before it costs more.

A database takes longer to start than most files to read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import BinaryIO

from bot.exchange import ledger_document, ledger_lines
from bot.exchange.file_text import LONGEST_LINE
from bot.exchange.ledger_lines import IncomingLines
from bot.exchange.ledger_text import in_memory, is_of_lines
from bot.exchange.line_blocks import Block, blocks, events_in
from bot.exchange.read_events import ReadEvent
from bot.ledger.large_ledger import LargeLedger

BEGINNING = 12 << 20
"""Bytes that are looked at, their events kept, before a database is asked for: most files as a whole."""


@dataclass(frozen=True, slots=True)
class BegunDocument:
    """A ledger whose file is JSON to its end, and whose events are read so far as its beginning goes."""

    incoming: IncomingLines
    """Has taken the beginning."""
    beginning: list[ReadEvent]
    others: Iterator[ReadEvent]
    """The events behind it, as they are read from the file."""
    file: BinaryIO
    ledger: Callable[[], LargeLedger]
    """Gives the ledger once all events were taken. Raises LedgerFileError where they make none, or another one."""


@dataclass(frozen=True, slots=True)
class BegunLines:
    """A ledger whose lines are read so far as its beginning goes."""

    incoming: IncomingLines
    """Has taken the beginning."""
    beginning: list[ReadEvent]
    others: Iterator[Block]
    """The lines behind it, as they are read from the file."""
    file: BinaryIO

    @property
    def ledger(self) -> Callable[[], LargeLedger]:
        """Gives the ledger once all events were taken. Raises LedgerFileError where they make none."""
        return self.incoming.ledger


BegunLedger = BegunDocument | BegunLines


def begun(text: str) -> BegunLedger:
    """The ledger of a file that is in memory. Raises FileError."""
    return begun_file(in_memory(text))


def begun_file(file: BinaryIO) -> BegunLedger:
    """The ledger of a file in UTF-8, in which one can go back: `ledger_text.in_utf8` gives one. Raises FileError."""
    return begun_lines(file) if is_of_lines(file) else begun_document(file)


def begun_document(file: BinaryIO) -> BegunDocument:
    """The ledger of a JSON file, whose events are read when their turn comes. Raises LedgerFileError."""
    document = ledger_document.opened(file)
    incoming = IncomingLines(document.head)

    @cache
    def ledger() -> LargeLedger:
        standing = incoming.ledger()
        document.require(standing)
        return standing

    to_read = document.events()
    beginning = list(incoming.taken(_first_events(to_read, file)))
    others = list(islice(to_read, 1))
    if not others:
        ledger()
    return BegunDocument(incoming, beginning, chain(others, to_read), file, ledger)


def _first_events(to_read: Iterator[ReadEvent], file: BinaryIO) -> Iterator[ReadEvent]:
    """The events that are the beginning."""
    began = None
    for event in to_read:
        yield event
        began = file.tell() if began is None else began
        if file.tell() - began >= BEGINNING:
            return


def begun_lines(file: BinaryIO) -> BegunLines:
    """The ledger of lines, which are read from the file when their turn comes. Raises LedgerFileError."""
    incoming = IncomingLines(ledger_lines.head_in(file.readline(LONGEST_LINE + 1)))
    to_read = blocks(incoming.head.debate, file)
    beginning = [event for block in _first(to_read) for event in incoming.taken(events_in(block))]
    others = list(islice(to_read, 1))
    if not others:
        incoming.ledger()  # what is wrong with it as a whole can be seen already
    return BegunLines(incoming, beginning, chain(others, to_read), file)


def _first(to_read: Iterator[Block]) -> Iterator[Block]:
    """The blocks that are the beginning."""
    read = 0
    while read < BEGINNING and (block := next(to_read, None)) is not None:
        read += len(block.lines)
        yield block
