"""What a picture of a debate shows."""

from bot.actions.asked import Asked
from bot.actions.book import Sessions, reading
from bot.ledger.errors import NoDebate
from bot.ledger.overview import Overview, overview
from bot.ledger.progress import Progress, progress
from bot.store import events, ledgers


async def overview_here(sessions: Sessions, asked: Asked) -> Overview:
    """The debate here at a glance. Raises NoDebate."""
    async with reading(sessions, asked) as (session, debate):
        ledger = await ledgers.load(session, debate.id)
        if ledger is None:
            raise NoDebate
        return overview(ledger, asked.at)


async def progress_here(sessions: Sessions, asked: Asked) -> Progress:
    """How agreement grew in the debate here. Raises NoDebate."""
    async with reading(sessions, asked) as (session, debate):
        return progress([line.event async for line in events.stream(session, debate.id)])
