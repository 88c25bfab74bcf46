"""Answer what others tagged of one's messages, reword one's entries, take them back."""

from bot.actions.book import Book, writing
from bot.actions.request import Request
from bot.ledger.entries import Entry
from bot.ledger.rules.proposals import confirmed, declined, merged, reworded, withdrawn
from bot.store.reading import entries
from bot.store.sessions import Sessions


async def confirm(sessions: Sessions, request: Request, number: int) -> Entry:
    """Stand by what somebody else tagged."""
    async with writing(sessions, request) as book:
        await _confirm(book, number)
        return await book.entry(number)


async def reword_and_confirm(sessions: Sessions, request: Request, number: int, words: str) -> Entry:
    """Say in one's own words what somebody else tagged, and stand by that."""
    async with writing(sessions, request) as book:
        await book.write(reworded(await book.entry(number), book.writer.number, words, None))
        await _confirm(book, number)
        return await book.entry(number)


async def decline(sessions: Sessions, request: Request, number: int) -> Entry:
    """Refuse a tag on one's message."""
    async with writing(sessions, request) as book:
        await book.write(declined(await book.entry(number), book.writer.number))
        return await book.entry(number)


async def reword(sessions: Sessions, request: Request, number: int, words: str) -> Entry:
    """Say one's own entry anew."""
    async with writing(sessions, request) as book:
        entry = await book.entry(number)
        own = await entries.stance(book.session, book.head.debate.id, number, book.writer.number)
        await book.write(reworded(entry, book.writer.number, words, own))
        return await book.entry(number)


async def withdraw(sessions: Sessions, request: Request, number: int) -> Entry:
    """Take an entry back."""
    async with writing(sessions, request) as book:
        await book.write(withdrawn(await book.entry(number), book.writer.number, request.moderator))
        return await book.entry(number)


async def merge(sessions: Sessions, request: Request, number: int, into: int) -> tuple[Entry, Entry]:
    """Let an entry go on as another one that says the same; gives both, the merged one first."""
    async with writing(sessions, request) as book:
        entry, other = await book.entry(number), await book.entry(into)
        before = await entries.links_of(book.session, book.head.debate.id, number)
        await book.write(merged(entry, other, book.writer.number, request.moderator, before))
        return await book.entry(number), other


async def _confirm(book: Book, number: int) -> None:
    entry = await book.entry(number)
    wording = None
    if entry.concession is not None:
        wording = (await book.entry(entry.concession.entry)).wording.number
    await book.write(confirmed(entry, book.writer.number, wording))
