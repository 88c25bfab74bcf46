"""Take a ledger in: from its JSON or NDJSON export, or as what another tool's file becomes."""

import secrets
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain

from bot.actions.bulk_gc import in_bulk
from bot.exchange.ledger_file import BegunLedger
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import DebateOpened
from bot.ledger.record.replay import Replay
from bot.ledger.record.taken_in import Taken
from bot.ledger.refusals import DebateExists
from bot.store.reading import debates
from bot.store.sessions import Sessions
from bot.store.writing import copying, debate_rows


async def import_ledger(sessions: Sessions, begun: BegunLedger) -> Debate:
    """Write an exported ledger into the database, event for event, marked as imported.

    Raises LedgerFileError, DebateExists.
    """
    # Over every `await`: an import is a command of its own, and nobody else has work in its process.
    with in_bulk():
        return await _imported(sessions, begun.events, begun.ledger)


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
