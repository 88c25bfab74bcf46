"""The estimates of closed debates, counted once people can no longer change them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.estimates import OPEN_AFTER_CLOSING, Estimate, pairs
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.rules import estimates as rules
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import estimate_tallies, estimates
from bot.store.writing import append, debate_rows


async def due(sessions: Sessions, at: datetime) -> Sequence[int]:
    """The debates whose estimates are to be counted."""
    async with sessions() as session:
        return await estimates.due(session, at - OPEN_AFTER_CLOSING)


async def count(sessions: Sessions, debate: int, at: datetime) -> bool:
    """Count the estimates of a debate, delete the numbers, and have the tally be posted: all of it, or nothing.

    Where nobody put both numbers, there is nothing to post. False where the debate was opened again, or another
    process has counted them.
    """
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, debate)
        if head is None or head.debate.closed_at is None or head.debate.closed_at > at - OPEN_AFTER_CLOSING:
            return False
        sealed = await estimates.of_debate(session, debate)
        if sealed:
            await _record(session, head, rules.of_closing(head.debate, sealed), at)
        await estimates.delete_of_debate(session, debate)
    sessions.answers.drop(debate)
    return bool(sealed)


async def _record(session: AsyncSession, head: Head, sealed: Sequence[Estimate], at: datetime) -> None:
    """Write the tally down, and in their own names what people gave leave to show; it is due to be posted then."""
    after = await append.record(session, head, CRUX_ITSELF, (rules.counted(sealed),), at)
    if pairs(sealed):
        await estimate_tallies.put(session, head.debate.id, after.sequence, at)
    for pair in pairs(sealed):
        if pair.shown:
            after = await append.record(session, after, pair.person, (rules.shown(pair),), at)
