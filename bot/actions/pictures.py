"""What a picture of a debate shows."""

from datetime import datetime

from bot.actions.looks import look_now
from bot.actions.reading import reading
from bot.actions.request import Request
from bot.ledger.people import LARGEST_ID
from bot.ledger.refusals import NoDebate, NothingToDraw
from bot.ledger.telling.overview import Overview, overview
from bot.ledger.telling.progress import Progress, progress
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


async def overview_here(sessions: Sessions, request: Request) -> Overview:
    """The debate here at a glance. Raises NoDebate, NothingToDraw."""
    async with reading(sessions, request) as (_, debate):
        pass
    return await overview_of(sessions, debate.id, request.at)


async def progress_here(sessions: Sessions, request: Request) -> Progress:
    """How agreement grew in the debate here. Raises NoDebate, NothingToDraw."""
    async with reading(sessions, request) as (_, debate):
        pass
    return await progress_of(sessions, debate.id)


async def overview_of(sessions: Sessions, debate: int, at: datetime) -> Overview:
    """A debate at a glance. Raises NoDebate, NothingToDraw."""
    look = await look_now(sessions, debate) if 0 <= debate <= LARGEST_ID else None
    if look is None:
        raise NoDebate
    seen = await worked_out(len(look.ledger.entries), lambda: overview(look.ledger, at, now=look.standing))
    if seen.is_empty:
        raise NothingToDraw
    return seen


async def progress_of(sessions: Sessions, debate: int) -> Progress:
    """How agreement grew in a debate. Raises NoDebate, NothingToDraw."""
    if not 0 <= debate <= LARGEST_ID:
        raise NoDebate
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        happened = [line.event async for line in events.stream(session, debate)]
    if not happened:
        raise NoDebate
    grown = await worked_out(len(happened), lambda: progress(happened))
    if grown.is_empty:
        raise NothingToDraw
    return grown
