"""Reminders of closed debates whose day has come: which are due, and by whom they are posted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute, Prepared
from bot.store.tables import debates, reminders
from bot.store.waiting import claims
from bot.store.waiting.claims import Claims, moment


@dataclass(frozen=True, slots=True)
class StoredReminder:
    """The reminder of a debate for a day, since when its message may be there unrecorded, and who is at it."""

    debate: int
    day: date
    posting_since: datetime | None
    owner: str
    claimed_until: datetime
    attempts: int

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate


_COLUMNS = ("debate", "day", "posting_since", "owner", "due_at", "attempts")
"""Those of `StoredReminder`, in its order."""

_COME = sa.select(debates.c.id, debates.c.look_again, moment("made_at")).where(
    debates.c.look_again <= sa.bindparam("upto_day", type_=sa.Date),
    ~sa.exists().where(reminders.c.debate == debates.c.id, reminders.c.day == debates.c.look_again),
)
_MADE = insert(reminders).from_select(["debate", "day", "due_at"], _COME)
_ANEW = {
    "day": _MADE.excluded.day,
    "due_at": _MADE.excluded.due_at,
    "owner": sa.null(),
    "posting_since": sa.null(),
    "attempts": 0,
    "message": sa.null(),
}
_MADE_DUE = Prepared(
    _MADE.on_conflict_do_update(
        index_elements=["debate"], set_=_ANEW, where=reminders.c.day != _MADE.excluded.day
    ).returning(reminders.c.debate)
)


async def make_due(execute: Execute, upto: date, at: datetime) -> None:
    """Make a reminder for each closed debate whose day has come, unless there is one for that day."""
    await execute(_MADE_DUE, {"upto_day": upto, "made_at": at})


_CLAIMS = Claims(reminders, [reminders.c[name] for name in _COLUMNS])


async def claim(execute: Execute, at: datetime, lease: timedelta, owner: str, limit: int) -> list[StoredReminder]:
    """Take over the reminders that are due, for as long as the lease: then they are due again.

    So are those that somebody has taken for longer than a lease can be: their clock has been set back since.
    """
    rows = await _CLAIMS.claim(execute, claims.given(at, lease, owner, limit))
    return [StoredReminder(*row) for row in rows]


async def begin_posting(session: AsyncSession, claimed: StoredReminder, since: datetime, until: datetime) -> bool:
    """Write down since when its message may be there unrecorded; the claim lasts until then. False: it is another's."""
    begun = sa.update(reminders).where(_claimed(claimed)).values(posting_since=since, due_at=until)
    return await session.scalar(begun.returning(reminders.c.debate)) is not None


async def record_posted(session: AsyncSession, debate: int, day: date, message: int) -> bool:
    """Finish the reminder of a day with its message; False where it was finished before, or is for another day."""
    open_one = (reminders.c.debate == debate) & (reminders.c.day == day) & reminders.c.due_at.is_not(None)
    done = sa.update(reminders).where(open_one).values(message=message, due_at=None, owner=None, posting_since=None)
    return await session.scalar(done.returning(reminders.c.debate)) is not None


async def message_of(session: AsyncSession, debate: int, day: date) -> int | None:
    """The message that reminded of a debate on a day; None where none has."""
    there = (reminders.c.debate == debate) & (reminders.c.day == day)
    return await session.scalar(sa.select(reminders.c.message).where(there))


async def finish(session: AsyncSession, claimed: StoredReminder) -> None:
    """Finish a reminder without a message that stands."""
    done = sa.update(reminders).where(_claimed(claimed))
    await session.execute(done.values(due_at=None, owner=None, posting_since=None))


async def retry_in_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """Have the reminders of a server that were put off be due now."""
    here = sa.select(debates.c.id).where(debates.c.guild == guild)
    waits = reminders.c.owner.is_(None) & (reminders.c.attempts > 0) & (reminders.c.due_at > at)
    await session.execute(sa.update(reminders).where(waits, reminders.c.debate.in_(here)).values(due_at=at))


async def put_off(session: AsyncSession, claimed: StoredReminder, until: datetime, *, anew: bool = False) -> None:
    """Leave a reminder that cannot be posted now until then, and count its attempts on, or anew."""
    later = sa.update(reminders).where(_claimed(claimed))
    attempts = 0 if anew else claimed.attempts
    await session.execute(later.values(due_at=until, owner=None, attempts=attempts))


def _claimed(claimed: StoredReminder) -> sa.ColumnElement[bool]:
    here = (reminders.c.debate == claimed.debate) & (reminders.c.day == claimed.day)
    return here & (reminders.c.owner == claimed.owner)
