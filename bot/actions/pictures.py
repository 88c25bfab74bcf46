"""What a picture of a debate shows."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import look_now
from bot.actions.reading import reading
from bot.actions.request import LARGEST_ID, Request
from bot.ledger.refusals import NoDebate
from bot.ledger.telling.overview import Overview, overview
from bot.ledger.telling.progress import Progress, progress
from bot.store.reading import events
from bot.store.sessions import Sessions


async def overview_here(sessions: Sessions, request: Request) -> Overview:
    """The debate here at a glance. Raises NoDebate."""
    async with reading(sessions, request) as (_, debate):
        pass
    return await overview_of(sessions, debate.id, request.at)


async def progress_here(sessions: Sessions, request: Request) -> Progress:
    """How agreement grew in the debate here. Raises NoDebate."""
    async with reading(sessions, request) as (session, debate):
        return await _progress(session, debate.id)


async def overview_of(sessions: Sessions, debate: int, at: datetime) -> Overview:
    """A debate at a glance. Raises NoDebate."""
    look = await look_now(sessions, debate) if 0 <= debate <= LARGEST_ID else None
    if look is None:
        raise NoDebate
    return overview(look.ledger, at, now=look.standing)


async def progress_of(sessions: Sessions, debate: int) -> Progress:
    """How agreement grew in a debate. Raises NoDebate."""
    async with sessions() as session:
        return await _progress(session, debate)


async def _progress(session: AsyncSession, debate: int) -> Progress:
    happened = [line.event async for line in events.stream(session, debate)] if 0 <= debate <= LARGEST_ID else []
    if not happened:
        raise NoDebate
    return progress(happened)
