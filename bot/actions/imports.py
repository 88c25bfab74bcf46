"""Take a ledger in: from its JSON or NDJSON export, or as what another tool's file becomes."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import chain, islice

from bot.actions.examined_blocks import ExaminedBlock, rows_of
from bot.actions.examining import examining
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_file import BegunDocument, BegunLedger, BegunLines
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.exchange.read_events import event_of
from bot.exchange.streamed_replay import StreamedReplay
from bot.garbage import in_bulk
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.ledger import Debate
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import DebateOpened, Event
from bot.ledger.record.taken_in import Taken
from bot.ledger.refusals import DebateExists
from bot.store.reading import debates
from bot.store.sessions import Sessions
from bot.store.writing import copying, debate_rows
from bot.store.writing.copy_rows import EventRows
from bot.store.writing.sealed_rows import AT_ONCE, rows_in_parts


async def import_ledger(sessions: Sessions, begun: BegunLedger) -> Debate:
    """Write an exported ledger into the database, event for event, marked as imported.

    Raises LedgerFileError, DebateExists.
    """
    # Over every `await`: an import is a command of its own, and nobody else has work in its process.
    with in_bulk():
        if isinstance(begun, BegunDocument):
            return await _written(sessions, _first_of(begun), _events_taken(begun), begun.ledger)
        return await _import_lines(sessions, begun)


async def import_foreign(sessions: Sessions, foreign: ForeignLedger, to: Destination) -> Taken:
    """Write what another tool's file becomes into the database, marked as imported. Raises FileError, DebateExists."""
    running, taken = StreamedReplay(), Taken()
    with in_bulk():
        sealed = foreign.sealed(to, secrets.token_bytes, taken)
        await _imported(sessions, _replayed(sealed, running), running.large_ledger)
    return taken


def _replayed(sealed: Iterator[SealedEvent], running: StreamedReplay) -> Iterator[SealedEvent]:
    for line in sealed:
        running.take(line.event)
        yield line


async def _import_lines(sessions: Sessions, begun: BegunLines) -> Debate:
    async with examining(begun.others) as blocks:
        return await _written(sessions, _first_of(begun), _lines_taken(begun, blocks), begun.ledger)


def _first_of(begun: BegunLedger) -> Event:
    return event_of(begun.incoming.head.debate, 1, begun.beginning[0])


async def _events_taken(begun: BegunDocument) -> AsyncIterator[EventRows]:
    """The rows of all events, each once the ledger has taken it. Raises LedgerFileError."""
    for rows in _rows_of_beginning(begun):
        yield rows
    place, coming = len(begun.beginning), begun.incoming.taken(begun.others)
    while some := list(islice(coming, AT_ONCE)):
        yield rows_of(begun.incoming.head.debate, place, some)
        place += len(some)


def _rows_of_beginning(begun: BegunLedger) -> Iterator[EventRows]:
    for place in range(0, len(begun.beginning), AT_ONCE):
        yield rows_of(begun.incoming.head.debate, place, begun.beginning[place : place + AT_ONCE])


async def _lines_taken(begun: BegunLines, blocks: AsyncIterator[ExaminedBlock]) -> AsyncIterator[EventRows]:
    """The rows of all events, each once the ledger has taken it. Raises LedgerFileError."""
    for rows in _rows_of_beginning(begun):
        yield rows
    async for block in blocks:
        for part in block.parts:
            begun.incoming.take(part)
        if block.wrong is not None:
            raise LedgerFileError(block.wrong)
        yield block.rows


async def _imported(sessions: Sessions, sealed: Iterator[SealedEvent], ledger: Callable[[], LargeLedger]) -> Debate:
    first = next(sealed)
    return await _written(sessions, first.event, rows_in_parts(chain([first], sealed)), ledger)


async def _written(
    sessions: Sessions, first: Event, rows: AsyncIterator[EventRows], ledger: Callable[[], LargeLedger]
) -> Debate:
    opened = first.change
    if not isinstance(opened, DebateOpened):
        raise TypeError("what opens no debate was taken for the first event of one")
    async with sessions.begin() as session:
        if await debates.find(session, first.debate) is not None:
            async for _ in rows:
                """What is wrong with the file comes first."""
            ledger()
            raise DebateExists(debate=first.debate)
        await debate_rows.create(session, first.debate, opened.guild, first.at)
        await copying.copy_rows_in(session, first.debate, rows, ledger)
        await debate_rows.mark_imported(session, first.debate)
    return ledger().few.debate
