"""Set an entry aside, agree to that, or say "no, core"."""

from bot.actions.book import writing
from bot.actions.request import Request
from bot.ledger.entries import Entry
from bot.ledger.rules.parking import parked, revived
from bot.store.reading import people
from bot.store.sessions import Sessions


async def park(sessions: Sessions, request: Request, number: int) -> Entry:
    """Set an entry aside; where somebody of another side already did, agree."""
    async with writing(sessions, request) as book:
        entry = await book.entry(number)
        proposer = None
        if entry.parking is not None:
            everybody = await people.all_of(book.session, request.channel)
            proposer = next(person for person in everybody if person.number == entry.parking.by)
        await book.write(parked(entry, book.writer, proposer))
        return await book.entry(number)


async def revive(sessions: Sessions, request: Request, number: int) -> Entry:
    """Argue a parked entry again."""
    async with writing(sessions, request) as book:
        await book.write(revived(await book.entry(number), book.writer.number))
        return await book.entry(number)
