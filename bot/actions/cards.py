"""The status card: have a debate keep one, or keep none any more."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.deciding import Policy, changes_nothing
from bot.actions.reading import debate_here
from bot.actions.request import Request
from bot.actions.writing import write_with
from bot.ledger.people import Participant
from bot.ledger.refusals import NoCard
from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.store.waiting.cards import StoredCard


async def want_card(sessions: Sessions, request: Request) -> None:
    """Have the debate here keep a card, up to date. Its opener may, and moderators."""

    async def put(session: AsyncSession, _: Participant) -> None:
        await cards.put(session, request.channel, request.at)

    await write_with(sessions, request, put, changes_nothing(request), Policy(in_closed=True, in_locked=True))


async def drop_card(sessions: Sessions, request: Request) -> StoredCard:
    """Keep no card any more. The debate's opener may, and moderators. Raises NoCard."""

    async def drop(session: AsyncSession, _: Participant) -> StoredCard:
        dropped = await cards.drop(session, request.channel)
        if dropped is None:
            raise NoCard
        return dropped

    return await write_with(sessions, request, drop, changes_nothing(request), Policy(in_closed=True, in_locked=True))


async def card_here(sessions: Sessions, request: Request) -> StoredCard | None:
    """The card of the debate here, if it keeps one. Raises NoDebate."""
    async with sessions() as session:
        return await cards.get(execute_in(session), (await debate_here(session, request)).id)
