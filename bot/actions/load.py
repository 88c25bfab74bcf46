"""Take a ledger in from its JSON or NDJSON export."""

from bot.actions.book import Sessions
from bot.actions.bulk import in_bulk
from bot.exchange import ledger_json, ledger_lines
from bot.ledger.chain import SealedEvent
from bot.ledger.entries import Debate, Ledger
from bot.ledger.errors import DebateExists
from bot.ledger.replay import replay
from bot.store import copying, debates


def _read(text: str) -> tuple[list[SealedEvent], Ledger]:
    if ledger_lines.is_lines(text):
        return ledger_lines.loads(text)
    sealed = ledger_json.loads(text)
    return sealed, replay(line.event for line in sealed)


async def import_ledger(sessions: Sessions, text: str) -> Debate:
    """Write an exported ledger into the database, event for event. Raises LedgerFileError, DebateExists."""
    with in_bulk():
        sealed, ledger = _read(text)
    async with sessions.begin() as session:
        if await debates.find(session, ledger.debate.id) is not None:
            raise DebateExists(debate=ledger.debate.id)
        await debates.create(session, ledger.debate.id, ledger.debate.guild, ledger.debate.opened_at)
        await copying.copy_in(session, sealed, ledger)
    return ledger.debate
