"""Looks at a debate for digests, cards and pictures: from the cached look on, where nothing but new stances came since.

To count a million stances takes the database a moment; to count what ten people did since then does not.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bulk_gc import in_bulk
from bot.ledger.entries import Ledger
from bot.ledger.standing.cruxes import settled_cruxes
from bot.ledger.standing.standing import Standing, standing, standing_after
from bot.store.look_cache import DigestLook
from bot.store.prepared import Execute, execute_in
from bot.store.reading import debates, events, ledgers, looks
from bot.store.reading.debates import Head
from bot.store.reading.looks import Onward
from bot.store.reading.since import since
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


@dataclass(frozen=True, slots=True)
class DigestLooks:
    """A debate now and at its last digest, if there was one. Both have the same single stances."""

    now: Ledger
    standing: Standing
    before: Ledger | None = None
    standing_before: Standing | None = None


async def look_at(sessions: Sessions, session: AsyncSession, debate: int, seen: int, told: int | None) -> DigestLooks:
    """The debate after its event `seen`, and after `told` where that is not None.

    The session sees one moment. Raises ValueError where there is no such event.
    """
    cache = sessions.looks
    base = cache.at(debate, told) if told is not None else cache.newest(debate)
    found = await _since(session, base, seen, told) if base is not None else None
    if found is None:
        # A look that this one could not start from is of no more use, and may contain words that are erased by now.
        cache.let_go(debate)
        now, before = await looks.looks(session, debate, seen, told)
        found = await worked_out(len(now.entries), lambda: _stood(now, before))
    now = await looks.with_last_answers(session, found.now, settled_cruxes(found.now, found.standing))
    if (sealed := await events.hash_of(session, debate, seen)) is not None:
        cache.keep(DigestLook(seen, sealed, now, found.standing))
    return DigestLooks(now, found.standing, found.before, found.standing_before)


async def _since(session: AsyncSession, base: DigestLook, seen: int, told: int | None) -> DigestLooks | None:
    """The debate after its last event `seen`, from an earlier look."""
    found = await _onward(execute_in(session), base)
    if found is None:
        return None
    head, went, stands = found
    if head.sequence != seen:
        return None
    if told is None:
        return DigestLooks(went.now, stands)
    return DigestLooks(went.now, stands, went.before, base.standing)


def _stood(now: Ledger, before: Ledger | None) -> DigestLooks:
    with in_bulk():
        return DigestLooks(now, standing(now), before, standing(before) if before is not None else None)


def let_go(sessions: Sessions, debate: int) -> None:
    """Keep no look at a debate any longer: words of it were erased, or all of it was."""
    sessions.answers.let_go(debate)
    sessions.looks.let_go(debate)


async def let_go_of_stale(sessions: Sessions) -> None:
    """Keep no look that nothing goes on from: another process may have erased words that it holds."""
    sessions.answers.let_go_of_all()
    for look in sessions.looks.every():
        debate = look.ledger.debate.id
        async with sessions() as session:
            holds = await looks.goes_on(session, debate, look.seen, look.hash)
        if not holds:
            let_go(sessions, debate)


async def look_now(sessions: Sessions, debate: int) -> DigestLook | None:
    """The debate as it stands; None where there is none."""
    base = sessions.looks.newest(debate)
    found = await _onward(sessions.execute, base) if base is not None else None
    if base is not None and found is not None and not _newly_settled(base, *found):
        head, went, stands = found
        look = DigestLook(head.sequence, head.hash, went.now, stands)
        sessions.looks.keep(look)
        return look
    async with sessions() as session:
        await ledgers.at_one_moment(session)
        head_now = await debates.head(session, debate)
        if head_now is None:
            return None
        seen = await look_at(sessions, session, debate, head_now.sequence, None)
    return DigestLook(head_now.sequence, head_now.hash, seen.now, seen.standing)


def _newly_settled(base: DigestLook, _: Head, went: Onward, stands: Standing) -> bool:
    """Whether a crux may have been settled by another answer than the look knows."""
    settled = settled_cruxes(went.now, stands)
    before = settled_cruxes(base.ledger, base.standing)
    return any(number in went.touched or before.get(number) is not answer for number, answer in settled.items())


async def _onward(execute: Execute, base: DigestLook) -> tuple[Head, Onward, Standing] | None:
    """The head of a debate and how it stands there, from an earlier look; None where all is to be looked at."""
    what = await since(execute, base.ledger.debate.id, base.seen, base.hash)
    went = looks.onward(base.ledger, what) if what is not None else None
    if what is None or went is None:
        return None
    return what.head, went, standing_after(base.standing, base.ledger, went.now, went.touched)
