"""The status card: have a debate keep one, or keep none any more."""

from bot.actions.book import debate_here, require_moderator, writing
from bot.actions.request import Request
from bot.ledger.refusals import NoCard
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.store.waiting.cards import StoredCard


async def want_card(sessions: Sessions, request: Request) -> None:
    """Have the debate here keep a card, up to date. Its opener may, and moderators."""
    async with writing(sessions, request, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(request)
        await cards.put(book.session, book.head.debate.id, request.at)


async def drop_card(sessions: Sessions, request: Request) -> StoredCard:
    """Keep no card any more. The debate's opener may, and moderators. Raises NoCard."""
    async with writing(sessions, request, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(request)
        dropped = await cards.drop(book.session, book.head.debate.id)
        if dropped is None:
            raise NoCard
        return dropped


async def card_here(sessions: Sessions, request: Request) -> StoredCard | None:
    """The card of the debate here, if it keeps one. Raises NoDebate."""
    async with sessions() as session:
        return await cards.get(session, (await debate_here(session, request)).id)
