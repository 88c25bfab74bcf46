"""How much there is in the database, and how much of it is due: cheap enough to be asked for every few seconds."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import debates, entries, events, schedules, slots

MOST_COUNTED = 10_000
"""Up to how many schedules are counted; how many more there are is estimated."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows, as PostgreSQL's statistics estimate them; slots that are due or claimed and not finished; schedules.

    More than `MOST_COUNTED` schedules are estimated too: how many there are, and which part of them is paused.
    """

    debates: int
    entries: int
    events: int
    digests_due: int
    running: int
    paused: int


async def sizes(session: AsyncSession, at: datetime) -> Sizes:
    """The sizes at that moment."""
    row = (await session.execute(_SIZES, {"at": at, "counted_at_most": MOST_COUNTED + 1})).one()
    *others, counted, paused, estimated, part_running = row
    if counted > MOST_COUNTED:
        # Where PostgreSQL has not analyzed the table yet, those that were counted stand for all.
        part_paused = paused / counted if part_running is None else 1 - part_running
        counted = max(int(estimated), counted)
        paused = round(counted * part_paused)
    return Sizes(*(int(value) for value in (*others, counted - paused, paused)))


def _estimated(table: sa.Table) -> sa.ScalarSelect[int]:
    """The rows of a table, without going through it. Statistics follow a commit within seconds."""
    known = sa.table("pg_stat_user_tables", sa.column("relid"), sa.column("n_live_tup", sa.BigInteger))
    found = sa.select(sa.func.coalesce(sa.func.max(known.c.n_live_tup), 0)).where(known.c.relid == _id_of(table))
    return found.scalar_subquery()


def _id_of(table: sa.Table) -> sa.Cast[str]:
    return sa.cast(sa.literal_column(f"'{table.name}'"), REGCLASS)


def _estimated_null(column: sa.Column[str | None]) -> sa.ScalarSelect[float]:
    """In which part of a table's rows a column is null; null where PostgreSQL has not analyzed the table yet."""
    known = sa.table(
        "pg_stats",
        sa.column("schemaname"),
        sa.column("tablename"),
        sa.column("attname"),
        sa.column("null_frac", sa.Float),
    )
    of_it = (known.c.tablename == column.table.name) & (known.c.attname == column.name)
    here = known.c.schemaname == sa.func.current_schema()
    return sa.select(sa.func.max(known.c.null_frac)).where(of_it, here).scalar_subquery()


_PAUSED = schedules.c.pause_reason.is_not(None)
_DUE = sa.select(sa.func.count()).where(schedules.c.next_slot <= sa.bindparam("at"), ~_PAUSED).scalar_subquery()
# Written out: a statement that is planned for any state takes no index of the open slots.
_CLAIMED = sa.select(sa.func.count()).where(slots.c.state == sa.literal_column("'claimed'")).scalar_subquery()
_SOME = sa.select(_PAUSED.label("paused")).limit(sa.bindparam("counted_at_most", type_=sa.Integer)).subquery()
_SIZES = sa.select(
    _estimated(debates),
    _estimated(entries),
    _estimated(events),
    _DUE + _CLAIMED,
    sa.func.count(),
    sa.func.count().filter(_SOME.c.paused),
    _estimated(schedules),
    _estimated_null(schedules.c.pause_reason),
).select_from(_SOME)
