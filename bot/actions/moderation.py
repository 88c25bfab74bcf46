"""Keep a person from writing to the ledgers of a server, let them write again, see who is kept."""

from bot.actions.request import Request, require_moderator
from bot.ledger.people import LARGEST_ID
from bot.ledger.refusals import AlreadyBarred, NobodyChosen, NotBarred
from bot.ledger.rules.moderation import reason_from
from bot.store import bars
from bot.store.bars import Bar
from bot.store.houses import Houses
from bot.store.sessions import Sessions


async def bar(sessions: Sessions, request: Request, houses: Houses, user: int, reason: str) -> None:
    """Keep a person from writing to the ledgers of the server where somebody asks: moderators may.

    In force in this process from then on. Raises ModeratorsOnly, NobodyChosen, AlreadyBarred, ReasonTooLong.
    """
    require_moderator(request)
    if not 0 < user <= LARGEST_ID:
        raise NobodyChosen
    begun = Bar(user, request.at, request.user, reason_from(reason))
    async with sessions.begin() as session:
        if not await bars.begin(session, request.guild, begun):
            raise AlreadyBarred(user=user)
    await houses.read(sessions.execute)


async def unbar(sessions: Sessions, request: Request, houses: Houses, user: int) -> None:
    """Let a person write to the ledgers of the server again: moderators may. Raises ModeratorsOnly, NotBarred."""
    require_moderator(request)
    async with sessions.begin() as session:
        if not await bars.lift(session, request.guild, min(user, LARGEST_ID), request.user, request.at):
            raise NotBarred(user=user)
    await houses.read(sessions.execute)


async def bars_here(sessions: Sessions, request: Request, most: int) -> list[Bar]:
    """Who is and was kept from writing here, so many at most: those who are first. Raises ModeratorsOnly."""
    require_moderator(request)
    async with sessions() as session:
        return await bars.latest(session, request.guild, most)
