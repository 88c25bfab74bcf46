"""Tallies of the estimates of closed debates, one for each time that they were counted: which are to be posted."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import estimate_tallies
from bot.store.waiting.closings import ANEW, ClosingMessages, StoredMessage

StoredTally = StoredMessage[int]
"""The tally that a debate's event, by its number, has counted."""

TALLIES = ClosingMessages[int](estimate_tallies, "counted")


async def put(session: AsyncSession, debate: int, counted: int, at: datetime) -> None:
    """Have the tally of that event be posted; that of an earlier closing is over."""
    made = insert(estimate_tallies).values(debate=debate, counted=counted, due_at=at)
    anew = {"counted": made.excluded.counted, "due_at": made.excluded.due_at, **ANEW}
    await session.execute(made.on_conflict_do_update(index_elements=["debate"], set_=anew))
