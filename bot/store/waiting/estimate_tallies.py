"""Tallies of the estimates of closed debates: which are to be posted, and by whom they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute
from bot.store.tables import debates, estimate_tallies
from bot.store.waiting import claims
from bot.store.waiting.claims import Claims

_C = estimate_tallies.c


@dataclass(frozen=True, slots=True)
class StoredTally:
    """The tally of a debate's event `counted`, since when its message may be there unrecorded, and who is at it."""

    debate: int
    counted: int
    posting_since: datetime | None
    owner: str
    claimed_until: datetime
    attempts: int

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate


_COLUMNS = ("debate", "counted", "posting_since", "owner", "due_at", "attempts")
"""Those of `StoredTally`, in its order."""


async def put(session: AsyncSession, debate: int, counted: int, at: datetime) -> None:
    """Have the tally of that event be posted; that of an earlier closing is over."""
    made = insert(estimate_tallies).values(debate=debate, counted=counted, due_at=at)
    anew = {
        "counted": made.excluded.counted,
        "due_at": made.excluded.due_at,
        "owner": None,
        "posting_since": None,
        "attempts": 0,
        "message": None,
    }
    await session.execute(made.on_conflict_do_update(index_elements=["debate"], set_=anew))


_CLAIMS = Claims(estimate_tallies, [_C[name] for name in _COLUMNS])


async def claim(execute: Execute, at: datetime, lease: timedelta, owner: str, limit: int) -> list[StoredTally]:
    """Take over the tallies that are due, for as long as the lease: then they are due again.

    So are those that somebody has taken for longer than a lease can be: their clock has been set back since.
    """
    rows = await _CLAIMS.claim(execute, claims.given(at, lease, owner, limit))
    return [StoredTally(*row) for row in rows]


async def begin_posting(session: AsyncSession, claimed: StoredTally, since: datetime, until: datetime) -> bool:
    """Write down since when its message may be there unrecorded; the claim lasts until then. False: it is another's."""
    begun = sa.update(estimate_tallies).where(_claimed(claimed)).values(posting_since=since, due_at=until)
    return await session.scalar(begun.returning(_C.debate)) is not None


async def record_posted(session: AsyncSession, claimed: StoredTally, message: int) -> bool:
    """Finish a tally with its message, whoever is at it; False where that was done before, or another is counted."""
    open_one = (_C.debate == claimed.debate) & (_C.counted == claimed.counted) & _C.due_at.is_not(None)
    done = sa.update(estimate_tallies).where(open_one)
    finished = done.values(message=message, due_at=None, owner=None, posting_since=None)
    return await session.scalar(finished.returning(_C.debate)) is not None


async def message_of(session: AsyncSession, claimed: StoredTally) -> int | None:
    """The message that tells of a tally; None where none does."""
    there = (_C.debate == claimed.debate) & (_C.counted == claimed.counted)
    return await session.scalar(sa.select(_C.message).where(there))


async def finish(session: AsyncSession, claimed: StoredTally) -> None:
    """Finish a tally without a message that stands."""
    done = sa.update(estimate_tallies).where(_claimed(claimed))
    await session.execute(done.values(due_at=None, owner=None, posting_since=None))


async def retry_in_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """Have the tallies of a server that were put off be due now."""
    here = sa.select(debates.c.id).where(debates.c.guild == guild)
    waits = _C.owner.is_(None) & (_C.attempts > 0) & (_C.due_at > at)
    await session.execute(sa.update(estimate_tallies).where(waits, _C.debate.in_(here)).values(due_at=at))


async def put_off(session: AsyncSession, claimed: StoredTally, until: datetime, *, anew: bool = False) -> None:
    """Leave a tally that cannot be posted now until then, and count its attempts on, or anew."""
    later = sa.update(estimate_tallies).where(_claimed(claimed))
    await session.execute(later.values(due_at=until, owner=None, attempts=0 if anew else claimed.attempts))


def _claimed(claimed: StoredTally) -> sa.ColumnElement[bool]:
    here = (_C.debate == claimed.debate) & (_C.counted == claimed.counted)
    return here & (_C.owner == claimed.owner)
