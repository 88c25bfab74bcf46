"""Take a side, name a new one, leave it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.book import Book, reading, writing
from bot.actions.request import Request
from bot.ledger.entries import Side
from bot.ledger.refusals import NoSuchSide
from bot.ledger.rules.sides import joined, left, side_name_from, side_opened
from bot.store.reading import people
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class JoinedSide:
    """The side a person is on now; `new` where they opened it, `moved_from` where they left another for it."""

    side: Side
    new: bool
    moved_from: str | None


async def sides_here(sessions: Sessions, request: Request) -> list[Side]:
    """The declared sides, in their order."""
    async with reading(sessions, request) as (session, debate):
        return await people.sides(session, debate.id)


async def join_side(sessions: Sessions, request: Request, name: str, *, open_it: bool = False) -> JoinedSide:
    """Take the side of that name (in any case of letters).

    Raises NoSuchSide where there is none, unless the person asks to open it as a new side.
    """
    async with writing(sessions, request) as book:
        sides = await people.sides(book.session, request.channel)
        wanted = side_name_from(name)
        side = next((s for s in sides if s.shown.casefold() == wanted.casefold()), None)
        new = side is None
        if side is None:
            if not open_it:
                raise NoSuchSide(name=wanted)
            named = side_opened(name, tuple(sides))
            await book.write((named,))
            side = Side(named.side, named.name)
        return await _joined(book, sides, side, new=new)


async def join_numbered(sessions: Sessions, request: Request, number: int) -> JoinedSide:
    """Take the side of that number. Raises NoSuchSide."""
    async with writing(sessions, request) as book:
        sides = await people.sides(book.session, request.channel)
        side = next((side for side in sides if side.number == number), None)
        if side is None:
            raise NoSuchSide(name=str(number))
        return await _joined(book, sides, side, new=False)


async def _joined(book: Book, sides: Sequence[Side], side: Side, *, new: bool) -> JoinedSide:
    left = next((s.shown for s in sides if s.number == book.writer.side and s.number != side.number), None)
    await book.write(joined(book.writer, side))
    return JoinedSide(side, new, left)


async def leave_side(sessions: Sessions, request: Request) -> Side:
    """Leave one's side; gives the side that was left."""
    async with writing(sessions, request) as book:
        await book.write(left(book.writer))
        sides = await people.sides(book.session, request.channel)
        return next(side for side in sides if side.number == book.writer.side)
