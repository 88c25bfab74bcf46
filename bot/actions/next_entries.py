"""The entries that a person should answer next."""

from collections.abc import Collection

from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.ledger.refusals import DebateIsClosed, NoDebate
from bot.ledger.rules.debates import require_unlocked
from bot.ledger.standing.settling import is_settled
from bot.ledger.standing.standing import Standing
from bot.ledger.telling.next_entries import NextEntries, next_entries
from bot.store.look_cache import DigestLook
from bot.store.reading import excerpts
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


async def next_here(sessions: Sessions, request: Request, skipped: Collection[int], most: int) -> NextEntries:
    """At most so many entries here that the person's answer settles, or comes nearest to settling.

    Raises NoDebate, DebateIsClosed, LedgerIsLocked.
    """
    return await _next(sessions, request, await _look(sessions, request), skipped, most)


async def next_after(
    sessions: Sessions, request: Request, entry: int, skipped: Collection[int], most: int
) -> tuple[bool, NextEntries]:
    """Whether an entry that the person has answered is settled now, and those to answer next.

    Raises NoDebate, DebateIsClosed, LedgerIsLocked.
    """
    look = await _look(sessions, request)
    return _is_settled(look.standing, entry), await _next(sessions, request, look, skipped, most)


async def _look(sessions: Sessions, request: Request) -> DigestLook:
    look = await look_now(sessions, request.channel)
    if look is None or look.ledger.debate.guild != request.guild:
        raise NoDebate
    if not look.ledger.debate.is_open:
        raise DebateIsClosed
    require_unlocked(look.ledger.debate)
    return look


async def _next(
    sessions: Sessions, request: Request, look: DigestLook, skipped: Collection[int], most: int
) -> NextEntries:
    # Read after the look: what the person answered in between is left out, instead of being asked for again.
    answered = await excerpts.answered_by(sessions.execute, request.channel, request.user)
    return await worked_out(
        len(look.ledger.entries),
        lambda: next_entries(look.ledger, look.standing, request.user, answered, skipped, most),
    )


def _is_settled(now: Standing, entry: int) -> bool:
    return any(line.entry.number == entry and line.cls is not None and is_settled(line.tallies) for line in now.entries)
