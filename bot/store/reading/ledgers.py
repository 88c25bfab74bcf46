"""Complete ledgers: from the tables, and replayed from their events."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Stance
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.ledger_fields import Values, ledger_of
from bot.ledger.record.replay import replay
from bot.store.mapping import Columns
from bot.store.reading import debates, events, values
from bot.store.rows import ADOPTIONS, MAPPINGS, WORDINGS
from bot.store.threads import worked_out


async def load(session: AsyncSession, debate: int, *, stances: bool = True) -> Ledger | None:
    """What stands in a ledger now, from the tables, with its stances or without; None where there is no debate."""
    head = await debates.find(session, debate)
    if head is None:
        return None
    standing: dict[type, Values] = {Debate: {debate: head}}
    for kind, mapping in MAPPINGS.items():
        if kind not in standing and (stances or kind is not Stance):
            standing[kind] = values.by_key(await values.find(session, mapping, debate))
    return ledger_of(standing)


async def use_snapshot(session: AsyncSession) -> None:
    """Read one snapshot from here to the end of the transaction; must be its first statement."""
    await session.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


async def share_snapshot(session: AsyncSession, other: AsyncSession) -> None:
    """Read the snapshot of another session; must be the first statement of the transaction."""
    moment = await other.scalar(sa.select(sa.func.pg_export_snapshot()))
    await use_snapshot(session)
    await session.execute(sa.text(f"SET TRANSACTION SNAPSHOT '{moment}'"))


async def rows_beside(session: AsyncSession, debate: int) -> tuple[int, int]:
    """How many wordings and adoptions are kept, whether or not their entry or definition is."""
    counts = (
        sa.select(sa.func.count()).select_from(collection.table).where(collection.of(debate)).scalar_subquery()
        for collection in (WORDINGS, ADOPTIONS)
    )
    wordings, adoptions = (await session.execute(sa.select(*counts))).one()
    return wordings, adoptions


async def wordings_computed_wrongly(session: AsyncSession, debate: int) -> list[tuple[int, Columns]]:
    """The entries with a wording of which computed columns are not what its others make, and the names of these."""
    columns = (WORDINGS.table.c[name] for name in (WORDINGS.owner, *WORDINGS.written))
    wanted = sa.select(*columns).where(WORDINGS.of(debate)).order_by(*WORDINGS.ordered)
    rows = (await session.execute(wanted)).all()
    found = await worked_out(len(rows), lambda: [(entry, _computed_wrongly(row)) for entry, *row in rows])
    return [(entry, wrong) for entry, wrong in found if wrong]


def _computed_wrongly(row: Sequence[Any]) -> Columns:
    made = WORDINGS.written_row(WORDINGS.item(*row[: len(WORDINGS.columns)]))
    names = zip(WORDINGS.written, row, made, strict=True)
    return tuple(name for name, there, due in names if there != due)


async def replayed(session: AsyncSession, debate: int, upto: int | None = None) -> Ledger:
    """What stood in a ledger after its event `upto` (after all, where None), from its events.

    Raises ValueError where the debate has no events.
    """
    return replay([line.event async for line in events.stream(session, debate, upto)])
