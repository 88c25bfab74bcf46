"""The debates of a database, one line each: what whoever runs Crux picks one by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.pauses import Kept, kept
from bot.ledger.record.import_mark import ImportMark
from bot.store.reading.import_marks import COLUMNS
from bot.store.tables import debates, entries, events, imports, participants, schedules


@dataclass(frozen=True, slots=True)
class ListedDebate:
    """A debate. The question is None once it was erased; `lost_since` is since when Crux has lost its channel."""

    id: int
    guild: int
    question: str | None
    is_open: bool
    entries: int
    people: int
    last_event: datetime | None
    lost_since: datetime | None
    pause_reason: Kept | None
    """Why its schedule is paused; None where it is not, or there is none."""
    imported: ImportMark | None


async def every(session: AsyncSession) -> Sequence[ListedDebate]:
    """All debates; the one in which something happened last comes first."""
    return [_listed(*row) for row in (await session.execute(_LISTED)).all()]


def _listed(*columns: Any) -> ListedDebate:
    *own, paused, imported_at, imported_events, last_hash = columns
    mark = ImportMark(imported_at, imported_events, last_hash) if imported_at is not None else None
    return ListedDebate(*(*own, kept(paused) if paused is not None else None, mark))


def _number_in(table: sa.Table) -> sa.ScalarSelect[int]:
    counted = sa.select(sa.func.count()).select_from(table).where(table.c.debate == debates.c.id)
    return counted.scalar_subquery()


_LAST = (
    sa.select(events.c.at)
    .where(events.c.debate == debates.c.id, events.c.sequence == debates.c.head_sequence)
    .scalar_subquery()
    .label("last")
)
_LISTED = (
    sa.select(
        debates.c.id,
        debates.c.guild,
        debates.c.question,
        debates.c.closed_at.is_(None),
        _number_in(entries),
        _number_in(participants),
        _LAST,
        debates.c.left_at,
        schedules.c.pause_reason,
        *COLUMNS,
    )
    .select_from(
        debates.outerjoin(schedules, schedules.c.debate == debates.c.id).outerjoin(
            imports, imports.c.debate == debates.c.id
        )
    )
    .where(debates.c.head_sequence > 0)
    .order_by(_LAST.desc().nulls_last(), debates.c.id)
)
