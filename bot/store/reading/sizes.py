"""How much there is in the database, and how much of it is due: cheap enough to be asked for every few seconds."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import debates, entries, events, schedules, slots


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows, as PostgreSQL's statistics estimate them; slots that are due or claimed and not finished; schedules."""

    debates: int
    entries: int
    events: int
    digests_due: int
    running: int
    paused: int


async def sizes(session: AsyncSession, at: datetime) -> Sizes:
    """The sizes at that moment."""
    row = (await session.execute(_SIZES, {"at": at})).one()
    return Sizes(*(int(value) for value in row))


def _estimated(table: sa.Table) -> sa.ScalarSelect[int]:
    """The rows of a table, without going through it. Statistics follow a commit within seconds."""
    known = sa.table("pg_stat_user_tables", sa.column("relid"), sa.column("n_live_tup", sa.BigInteger))
    its_id = sa.cast(sa.literal_column(f"'{table.name}'"), REGCLASS)
    found = sa.select(sa.func.coalesce(sa.func.max(known.c.n_live_tup), 0)).where(known.c.relid == its_id)
    return found.scalar_subquery()


_PAUSED = schedules.c.pause_reason.is_not(None)
_DUE = sa.select(sa.func.count()).where(schedules.c.next_slot <= sa.bindparam("at"), ~_PAUSED).scalar_subquery()
_CLAIMED = sa.select(sa.func.count()).where(slots.c.state == "claimed").scalar_subquery()
_SIZES = sa.select(
    _estimated(debates),
    _estimated(entries),
    _estimated(events),
    _DUE + _CLAIMED,
    sa.func.count().filter(~_PAUSED),
    sa.func.count().filter(_PAUSED),
).select_from(schedules)
