"""Reminders of closed debates, one for each day on which a debate is to come back: which are due."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.store.prepared import Execute, Prepared
from bot.store.tables import debates, reminders
from bot.store.waiting.claims import moment
from bot.store.waiting.closings import ANEW, ClosingMessages, StoredMessage

StoredReminder = StoredMessage[date]
"""The reminder of a debate for a day."""

REMINDERS = ClosingMessages[date](reminders, "day")

_COME = sa.select(debates.c.id, debates.c.look_again, moment("made_at")).where(
    debates.c.look_again <= sa.bindparam("upto_day", type_=sa.Date),
    ~sa.exists().where(reminders.c.debate == debates.c.id, reminders.c.day == debates.c.look_again),
)
_MADE = insert(reminders).from_select(["debate", "day", "due_at"], _COME)
_MADE_DUE = Prepared(
    _MADE.on_conflict_do_update(
        index_elements=["debate"],
        set_={"day": _MADE.excluded.day, "due_at": _MADE.excluded.due_at, **ANEW},
        where=reminders.c.day != _MADE.excluded.day,
    ).returning(reminders.c.debate)
)


async def make_due(execute: Execute, upto: date, at: datetime) -> None:
    """Make a reminder for each closed debate whose day has come, unless there is one for that day."""
    await execute(_MADE_DUE, {"upto_day": upto, "made_at": at})
