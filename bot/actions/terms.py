"""Say what one means by a term, whose term it is, and use another's."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.book import LARGEST_ID, LARGEST_NUMBER, Book, reading, writing, writing_or_opening
from bot.actions.request import Request
from bot.ledger.entries import Definition
from bot.ledger.refusals import NobodyChosen, NoSuchDefinition
from bot.ledger.rules.terms import adopted, credited, defined
from bot.store.reading import entries
from bot.store.sessions import Sessions


async def define(sessions: Sessions, request: Request, term: str, meaning: str) -> Definition:
    """Write down what one means by a term."""
    async with writing_or_opening(sessions, request) as book:
        number = await entries.next_definition_number(book.session, request.channel)
        await book.write(defined(number, book.writer.number, term, meaning, None))
        return await _definition(book, number)


async def definition_here(sessions: Sessions, request: Request, number: int) -> Definition:
    """The definition of that number. Raises NoDebate, NoSuchDefinition."""
    async with reading(sessions, request) as (session, debate):
        return await _numbered(session, debate.id, number)


async def adopt(sessions: Sessions, request: Request, number: int) -> Definition:
    """Use the term in that sense too."""
    async with writing(sessions, request) as book:
        await book.write(adopted(await _definition(book, number), book.writer.number))
        return await _definition(book, number)


async def credit(sessions: Sessions, request: Request, number: int, user: int, name: str) -> Definition:
    """Say that a definition one wrote down is of somebody else's term. Raises NobodyChosen where nobody has that id."""
    if not 0 < user <= LARGEST_ID:
        raise NobodyChosen
    async with writing(sessions, request) as book:
        owner = await book.meet(user, name)
        await book.write(credited(await _definition(book, number), book.writer.number, owner.number))
        return await _definition(book, number)


async def _definition(book: Book, number: int) -> Definition:
    return await _numbered(book.session, book.head.debate.id, number)


async def _numbered(session: AsyncSession, debate: int, number: int) -> Definition:
    found = await entries.definition(session, debate, number) if 0 < number <= LARGEST_NUMBER else None
    if found is None or found.term is None or found.meaning is None:
        raise NoSuchDefinition
    return found
