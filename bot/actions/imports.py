"""Take a ledger in: from its JSON or NDJSON export, or as what another tool's file becomes."""

import secrets
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain

from bot.actions.bulk_gc import in_bulk
from bot.exchange import ledger_json, ledger_lines
from bot.exchange.incoming_ledger import IncomingLedger
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import DebateOpened
from bot.ledger.record.replay import Replay, replay
from bot.ledger.record.taken_in import Taken
from bot.ledger.refusals import DebateExists
from bot.store.reading import debates
from bot.store.sessions import Sessions
from bot.store.writing import copying, debate_rows


def _reading(text: str) -> tuple[Iterator[SealedEvent], Callable[[], Ledger]]:
    """The events as they are read, and what gives the ledger once all are."""
    if ledger_lines.is_lines(text):
        incoming = IncomingLedger()
        return ledger_lines.events(text, incoming), incoming.ledger
    sealed = ledger_json.loads(text)
    ledger = replay(line.event for line in sealed)
    return iter(sealed), lambda: ledger


async def import_ledger(sessions: Sessions, text: str) -> Debate:
    """Write an exported ledger into the database, event for event, marked as imported.

    Raises LedgerFileError, DebateExists.
    """
    # Over every `await`: an import is a command of its own, and nobody else has work in its process.
    with in_bulk():
        return await _imported(sessions, *_reading(text))


async def import_foreign(sessions: Sessions, foreign: ForeignLedger, to: Destination) -> Taken:
    """Write what another tool's file becomes into the database, marked as imported. Raises FileError, DebateExists."""
    running, taken = Replay(), Taken()
    with in_bulk():
        sealed = foreign.sealed(to, secrets.token_bytes, taken)
        await _imported(sessions, _replayed(sealed, running), running.ledger)
    return taken


def _replayed(sealed: Iterator[SealedEvent], running: Replay) -> Iterator[SealedEvent]:
    for line in sealed:
        running.take(line.event)
        yield line


async def _imported(sessions: Sessions, sealed: Iterator[SealedEvent], ledger: Callable[[], Ledger]) -> Debate:
    first = next(sealed)
    event, opened = first.event, first.event.change
    if not isinstance(opened, DebateOpened):
        raise TypeError("what opens no debate was taken for the first event of one")
    async with sessions.begin() as session:
        if await debates.find(session, event.debate) is not None:
            deque(sealed, maxlen=0)
            ledger()  # what is wrong with the file comes first
            raise DebateExists(debate=event.debate)
        await debate_rows.create(session, event.debate, opened.guild, event.at)
        await copying.copy_in(session, chain([first], sealed), ledger)
        await debate_rows.mark_imported(session, event.debate)
    return ledger().debate
