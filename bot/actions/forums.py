"""Forums whose posts are debates: have a forum be one, see what was decided of it, have it be one no more."""

from bot.actions.request import Request, require_moderator
from bot.ledger.forums import Forum
from bot.ledger.refusals import NotADebateForum
from bot.store import forums
from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.waiting import posts


async def forum_here(sessions: Sessions, request: Request, forum: int) -> Forum | None:
    """What was decided of a forum of the server, for its moderators; None where its posts are no debates.

    Raises ModeratorsOnly.
    """
    require_moderator(request)
    stored = await forums.get(sessions.execute, forum)
    return stored if stored is not None and stored.guild == request.guild else None


async def set_forum(sessions: Sessions, request: Request, forum: Forum) -> None:
    """Have new posts of a forum of the server be debates, with tags for where each stands. Raises ModeratorsOnly."""
    require_moderator(request)
    async with sessions.begin() as session:
        await forums.put(session, forum)
        await posts.look_again(session, forum.id)


async def stop_forum(sessions: Sessions, request: Request, forum: int) -> None:
    """Have new posts of a forum be debates no more; those that are go on. Raises ModeratorsOnly, NotADebateForum."""
    require_moderator(request)
    async with sessions.begin() as session:
        stored = await forums.get(execute_in(session), forum)
        if stored is None or stored.guild != request.guild or not await forums.drop(session, forum):
            raise NotADebateForum
