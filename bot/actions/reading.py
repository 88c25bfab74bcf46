"""How actions read: the debate of the channel where somebody asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.request import Request
from bot.ledger.entries import LARGEST_NUMBER, Entry
from bot.ledger.ledger import Debate
from bot.ledger.refusals import NoDebate, NoSuchEntry
from bot.store.reading import debates, entries
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions


@asynccontextmanager
async def reading(sessions: Sessions, request: Request) -> AsyncIterator[tuple[AsyncSession, Debate]]:
    """A session and the debate of that channel, to read. Raises NoDebate."""
    async with sessions() as session:
        yield session, await debate_here(session, request)


async def debate_here(session: AsyncSession, request: Request) -> Debate:
    """The debate of that channel in that server. Raises NoDebate."""
    return (await head_here(session, request)).debate


async def head_here(session: AsyncSession, request: Request) -> Head:
    """That debate with the end of its chain, not locked. Raises NoDebate."""
    head = await debates.head(session, request.channel)
    if head is None or head.debate.guild != request.guild:
        raise NoDebate
    return head


async def entry_numbered(session: AsyncSession, debate: int, number: int) -> Entry:
    """The entry of that number. Raises NoSuchEntry."""
    entry = await entries.get(session, debate, number) if 0 < number <= LARGEST_NUMBER else None
    if entry is None:
        raise NoSuchEntry(entry=number)
    return entry
