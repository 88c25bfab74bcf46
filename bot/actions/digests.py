"""A digest that somebody asks for."""

from collections.abc import Collection
from datetime import datetime

from bot.actions.composing import ReadyDigest, composed, posted, reference
from bot.actions.reading import head_here
from bot.actions.request import Request, require_one_of
from bot.ledger.house import Spoken
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.refusals import NoDebate
from bot.ledger.rules.digests import PostedBefore, posted_before
from bot.store.reading import digests, ledgers, people
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows


async def preview(sessions: Sessions, request: Request) -> ReadyDigest:
    """The digest as it would be posted now. Raises NoDebate."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        head = await head_here(session, request)
        unique = reference(f"{head.debate.id} after {head.sequence}")
        return await composed(sessions, session, head.debate.id, head.sequence, request.at, unique)


async def before_posting(sessions: Sessions, request: Request) -> PostedBefore | None:
    """What to ask about before the digest is posted now; None where nothing. Raises NoDebate.

    Raises ParticipantsOnly, OpenersOnly or ModeratorsOnly for whom the server does not let.
    """
    ready = await preview(sessions, request)
    async with sessions() as session:
        person = await people.participant(session, request.channel, request.user)
        last = await digests.last_at(session, request.channel)
    require_one_of(request.house.posts_digests, request, ready.debate, person)
    return posted_before(last, request.at, nothing_moved=ready.digest.nothing_moved)


async def record_posted_now(
    sessions: Sessions,
    ready: ReadyDigest,
    message: int,
    at: datetime,
    language: Spoken | None = None,
    told: Collection[int] | None = None,
) -> None:
    """Record a digest that somebody posted by a command, in which language, and the entries with a line in it, where
    they are known; one message is recorded once."""
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, ready.debate.id)
        if head is None:
            raise NoDebate
        if not await digests.is_recorded(session, ready.debate.id, message):
            await append.record(session, head, CRUX_ITSELF, (posted(ready, message, language, told),), at)
