"""PostgreSQL's statistics of tables, which plans are chosen by: after many rows came at once, they say nothing of them.

It gathers them by itself some minutes later at the earliest, and not at all where that is turned off.
"""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession


async def renew(session: AsyncSession, tables: Iterable[sa.Table]) -> None:
    """Gather them now, within the transaction. PostgreSQL passes over a table that this role does not own.

    Of hashes, salts and JSON nothing is gathered: no plan asks for them, and they take as long as all other columns.
    """
    for table in tables:
        await session.execute(sa.text(f'ANALYZE "{table.name}" ({", ".join(_asked_for(table))})'))


def _asked_for(table: sa.Table) -> Iterator[str]:
    """The columns that plans are chosen by."""
    return (f'"{column.name}"' for column in table.c if not isinstance(column.type, sa.LargeBinary | sa.JSON))
