"""Take a ledger in from its JSON export."""

from bot.actions.book import Sessions
from bot.exchange import ledger_json
from bot.ledger.entries import Debate
from bot.ledger.errors import DebateExists
from bot.ledger.replay import replay
from bot.store import debates, events


async def import_ledger(sessions: Sessions, text: str) -> Debate:
    """Write an exported ledger into the database, event for event. Raises LedgerFileError, DebateExists."""
    sealed = ledger_json.loads(text)
    ledger = replay(line.event for line in sealed)
    async with sessions.begin() as session:
        if await debates.find(session, ledger.debate.id) is not None:
            raise DebateExists(debate=ledger.debate.id)
        await debates.create(session, ledger.debate.id, ledger.debate.guild, ledger.debate.opened_at)
        await events.insert_sealed(session, sealed)
    return ledger.debate
