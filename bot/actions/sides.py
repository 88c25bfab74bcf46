"""Take a side, name a new one, leave it."""

from dataclasses import dataclass

from bot.actions.deciding import Written
from bot.actions.reading import reading
from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Participant, Side, SideName
from bot.ledger.rules import Changes
from bot.ledger.rules.sides import joined_by_name, joined_by_number, left
from bot.store.reading import people
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class JoinedSide:
    """The side a person is on now; `new` where they opened it, `moved_from` where they left another for it."""

    side: Side
    new: bool
    moved_from: SideName


async def sides_here(sessions: Sessions, request: Request) -> list[Side]:
    """The declared sides, in their order."""
    async with reading(sessions, request) as (session, debate):
        return await people.sides(session, debate.id)


async def join_side(sessions: Sessions, request: Request, name: str, *, open_it: bool = False) -> JoinedSide:
    """Take the side of that name (in any case of letters).

    Raises NoSuchSide where there is none, unless the person asks to open it as a new side.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return joined_by_name(writer, name, tuple(look.ledger.sides.values()), request.unnamed_side, open_it=open_it)

    return _joined(await write(sessions, request, looking(request), decide))


async def join_numbered(sessions: Sessions, request: Request, number: int) -> JoinedSide:
    """Take the side of that number. Raises NoSuchSide."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return joined_by_number(writer, number, look.ledger.sides)

    return _joined(await write(sessions, request, looking(request), decide))


def _joined(written: Written) -> JoinedSide:
    before, after = written.before.ledger.sides, written.after
    side = after.sides[after.participants[written.writer.number].side or 0]
    left_side = before.get(written.writer.side or 0)
    moved = left_side is not None and left_side.number != side.number
    return JoinedSide(side, side.number not in before, left_side.called if left_side is not None and moved else None)


async def leave_side(sessions: Sessions, request: Request) -> Side:
    """Leave one's side; gives the side that was left."""

    def decide(_: DebateLook, writer: Participant) -> Changes:
        return left(writer)

    written = await write(sessions, request, looking(request), decide)
    return written.before.ledger.sides[written.writer.side or 0]
