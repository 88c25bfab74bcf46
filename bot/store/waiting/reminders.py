"""Reminders of closed debates whose day has come: which are due, and by whom they are posted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import debates, reminders
from bot.store.waiting.slots import AHEAD


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


async def make_due(session: AsyncSession, upto: date, at: datetime) -> None:
    """Make a reminder for each closed debate whose day has come, unless there is one for that day."""
    come = sa.select(debates.c.id, debates.c.look_again, sa.literal(at)).where(
        debates.c.look_again <= upto,
        ~sa.exists().where(reminders.c.debate == debates.c.id, reminders.c.day == debates.c.look_again),
    )
    made = insert(reminders).from_select(["debate", "day", "due_at"], come)
    anew = {
        "day": made.excluded.day,
        "due_at": made.excluded.due_at,
        "owner": None,
        "posting_since": None,
        "attempts": 0,
        "message": None,
    }
    await session.execute(
        made.on_conflict_do_update(index_elements=["debate"], set_=anew, where=reminders.c.day != made.excluded.day)
    )


async def claim(session: AsyncSession, at: datetime, lease: timedelta, owner: str, limit: int) -> list[StoredReminder]:
    """Take over the reminders that are due, for as long as the lease: then they are due again.

    So are those that somebody has taken for longer than a lease can be: their clock has been set back since.
    """
    set_back = reminders.c.owner.is_not(None) & (reminders.c.due_at > at + lease + AHEAD)
    due = (
        sa.select(reminders.c.debate)
        .where((reminders.c.due_at <= at) | set_back)
        .order_by(reminders.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = (
        sa.update(reminders)
        .where(reminders.c.debate == due.c.debate)
        .values(owner=owner, due_at=at + lease, attempts=reminders.c.attempts + 1)
        .returning(reminders)
    )
    rows = (await session.execute(taken)).all()
    return [StoredReminder(row.debate, row.day, row.posting_since, row.owner, row.due_at, row.attempts) for row in rows]


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
