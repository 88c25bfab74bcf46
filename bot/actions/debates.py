"""Open a debate, close it, see where it stands."""

from dataclasses import dataclass

from bot.actions.book import Book, begun, require_first_delivery, require_moderator, writing
from bot.actions.request import Request
from bot.ledger.entries import Debate
from bot.ledger.refusals import NoDebate
from bot.ledger.rules.debates import closed, opened
from bot.store.reading import debates, people
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows


@dataclass(frozen=True, slots=True)
class OpenedDebate:
    """A debate that was opened, or opened again."""

    debate: Debate
    sides: tuple[str, ...]
    again: bool


async def open_debate(sessions: Sessions, request: Request, question: str, side_a: str, side_b: str) -> OpenedDebate:
    """Open the debate of a channel with a question, and with both sides or neither.

    Where question or sides of an open debate were erased, moderators put them again.
    """
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, request.channel)
        if head is None:
            opening = opened(None, (), request.guild, question, (side_a, side_b))
            head = await debate_rows.create(session, request.channel, request.guild, request.at)
            if head.sequence == 0:
                await require_first_delivery(session, request)
                book = await begun(session, head, request, opening)
                return await _result(book, again=False)
    async with writing(sessions, request, even_closed=True) as book:
        sides = tuple(await people.sides(book.session, request.channel))
        changes = opened(book.head.debate, sides, request.guild, question, (side_a, side_b))
        if book.head.debate.is_open and sides:
            require_moderator(request)
        await book.write(changes)
        return await _result(book, again=True)


async def _result(book: Book, *, again: bool) -> OpenedDebate:
    debate = await debates.find(book.session, book.head.debate.id)
    if debate is None:
        raise NoDebate
    sides = await people.sides(book.session, debate.id)
    return OpenedDebate(debate, tuple(side.shown for side in sides), again)


async def close_debate(sessions: Sessions, request: Request) -> Debate:
    """Close the debate: who opened it may, and moderators."""
    async with writing(sessions, request) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(request)
        await book.write(closed(book.head.debate))
        return book.head.debate
