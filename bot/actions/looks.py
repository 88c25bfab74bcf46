"""Looks at a debate for digests, cards and pictures, each made from the cached one where only stances came since.

Counting a million stances takes the database seconds; counting the ten that came since the cached look does not.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.ledger import Ledger
from bot.ledger.standing.causes import decided_one_by_one
from bot.ledger.standing.cruxes import is_any_newly_settled, settled_cruxes
from bot.ledger.standing.moves import turned
from bot.ledger.standing.standing import Standing, standing, standing_after
from bot.store.look_cache import DigestLook
from bot.store.prepared import Execute, execute_in
from bot.store.reading import debates, events, ledgers, looks
from bot.store.reading.debates import Head
from bot.store.reading.looks import Onward
from bot.store.reading.since import Since, since
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


@dataclass(frozen=True, slots=True)
class DigestLooks:
    """A debate now and at its last digest, if there was one. One by one, both have the same stances."""

    now: Ledger
    standing: Standing
    before: Ledger | None = None
    standing_before: Standing | None = None
    hash: bytes | None = None
    """Of the last event that `now` tells of."""


async def look_at(
    sessions: Sessions, session: AsyncSession, debate: int, upto: int, last_digest: int | None
) -> DigestLooks:
    """The debate after its event `upto`, and after `last_digest` where that is not None.

    The session reads one snapshot. Raises ValueError where there is no such event.
    """
    cache = sessions.looks
    cached = cache.at(debate, last_digest) if last_digest is not None else cache.newest(debate)
    both = await _from_cached(session, cached, upto, last_digest) if cached is not None else None
    if both is None:
        # A look that this one could not be made from is of no more use, and may contain words that were erased.
        cache.drop(debate)
        now, earlier = await looks.now_and_before(session, debate, upto, last_digest)
        both = await worked_out(len(now.entries), lambda: _with_standing(now, earlier))
    settled = settled_cruxes(both.now, both.standing)
    now, before = await looks.with_moves_to(session, both.now, both.before, settled)
    if before is not None and both.standing_before is not None:
        people = decided_one_by_one(before, now)
        elsewhere = turned(both.standing_before, both.standing) if people else ()
        now, before = await looks.with_answers_of(session, now, before, people, elsewhere)
    sealed = await events.hash_of(session, debate, upto)
    if sealed is not None:
        cache.keep(DigestLook(upto, sealed, now, both.standing))
    return DigestLooks(now, both.standing, before, both.standing_before, sealed)


async def _from_cached(
    session: AsyncSession, cached: DigestLook, upto: int, last_digest: int | None
) -> DigestLooks | None:
    """The debate after its last event `upto`, made from a cached look; None where that cannot be done."""
    extended = await _extended(execute_in(session), cached)
    if extended is None or extended.head.sequence != upto:
        return None
    if last_digest is None:
        return DigestLooks(extended.onward.now, extended.standing)
    return DigestLooks(extended.onward.now, extended.standing, extended.onward.before, cached.standing)


def _with_standing(now: Ledger, before: Ledger | None) -> DigestLooks:
    return DigestLooks(now, standing(now), before, standing(before) if before is not None else None)


def drop(sessions: Sessions, debate: int) -> None:
    """Drop what is cached of a debate: words in it were erased, or all of it was."""
    sessions.answers.drop(debate)
    sessions.looks.drop(debate)


async def drop_stale(sessions: Sessions) -> None:
    """Drop cached looks that cannot be extended: another process may have erased words in them."""
    sessions.answers.clear()
    for look in sessions.looks.every():
        debate = look.ledger.debate.id
        async with sessions() as session:
            extendable = await looks.is_extendable(session, debate, look.upto, look.hash)
        if not extendable:
            drop(sessions, debate)


async def look_now(sessions: Sessions, debate: int) -> DigestLook | None:
    """The debate as it stands; None where there is no such debate."""
    cached = sessions.looks.newest(debate)
    extended = await _extended(sessions.execute, cached) if cached is not None else None
    if extended is not None and not extended.settles:
        look = DigestLook(extended.head.sequence, extended.head.hash, extended.onward.now, extended.standing)
        sessions.looks.keep(look)
        return look
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        head_now = await debates.head(session, debate)
        if head_now is None:
            return None
        both = await look_at(sessions, session, debate, head_now.sequence, None)
    return DigestLook(head_now.sequence, head_now.hash, both.now, both.standing)


@dataclass(frozen=True, slots=True)
class _Extended:
    """How a debate stands at its head, made from a cached look.

    `settles` where a crux may have been settled by an answer that the cached look does not have.
    """

    head: Head
    onward: Onward
    standing: Standing
    settles: bool


async def _extended(execute: Execute, cached: DigestLook) -> _Extended | None:
    """How a debate stands at its head, made from a cached look; None where that cannot be done."""
    later = await since(execute, cached.ledger.debate.id, cached.upto, cached.hash)
    if later is None:
        return None
    return await worked_out(len(cached.ledger.entries), lambda: _extended_by(cached, later))


def _extended_by(cached: DigestLook, later: Since) -> _Extended | None:
    onward = looks.onward(cached.ledger, later)
    if onward is None:
        return None
    now = standing_after(cached.standing, cached.ledger, onward.now, onward.touched)
    settles = is_any_newly_settled(onward.now, now, cached.standing, onward.touched)
    return _Extended(later.head, onward, now, settles)
