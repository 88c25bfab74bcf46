"""Whether a ledger was imported."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.import_mark import ImportMark
from bot.store.tables import imports

COLUMNS = (imports.c.at, imports.c.events, imports.c.hash)
"""What a mark is made of."""


async def mark_of(session: AsyncSession, debate: int) -> ImportMark | None:
    """The mark of an imported ledger; None where every event was written down as it happened."""
    row = (await session.execute(sa.select(*COLUMNS).where(imports.c.debate == debate))).first()
    return ImportMark(*row) if row is not None else None
