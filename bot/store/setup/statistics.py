"""PostgreSQL's statistics of tables, which plans are chosen by: after many rows came at once, they say nothing of them.

It gathers them by itself some minutes later at the earliest, and not at all where that is turned off.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession


async def renew(session: AsyncSession, tables: Iterable[sa.Table]) -> None:
    """Gather them now, within the transaction. PostgreSQL passes over a table that this role does not own."""
    for table in tables:
        await session.execute(sa.text(f'ANALYZE "{table.name}"'))
