"""Foreign keys looked at for all rows of a table at once.

PostgreSQL looks at each reference of each row by itself, which takes three times as long as writing a million of them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

ROLE = "session_replication_role"
"""The setting by which PostgreSQL leaves out foreign keys; a superuser may set it, and whom one allowed to."""


async def may_be_left_out(session: AsyncSession) -> bool:
    """Whether this role may have PostgreSQL leave out what it looks at row by row."""
    return bool(await session.scalar(sa.select(sa.func.has_parameter_privilege(ROLE, "SET"))))


async def leave_out(session: AsyncSession) -> None:
    """Have PostgreSQL look at no reference of what this transaction writes, until `look_at_all`.

    Only for rows that refer to nothing but what this transaction has written or holds: nobody can take that away
    meanwhile, so to look at it in the end is as good as row by row.
    """
    await session.execute(sa.select(sa.func.set_config(ROLE, "replica", True)))


async def look_at_all(session: AsyncSession, debate: int, tables: Sequence[sa.Table]) -> None:
    """Look at each reference of a debate's rows, and have PostgreSQL look at those to come.

    Raises LookupError where one names what is not there.
    """
    await session.execute(sa.select(sa.func.set_config(ROLE, "origin", True)))
    for table in tables:
        for key in table.foreign_key_constraints:
            if await session.scalar(sa.select(_dangling(table, key, debate))):
                raise LookupError(f"a row of {table.name} names what is not there ({key.name})")


def _dangling(table: sa.Table, key: sa.ForeignKeyConstraint, debate: int) -> sa.Exists:
    named = key.referred_table.alias("named")
    pairs = [(table.c[part.parent.name], named.c[part.column.name]) for part in key.elements]
    there = sa.exists().where(*(here == other for here, other in pairs)).correlate(table)
    # One that is null in part names nothing.
    complete = (here.is_not(None) for here, _ in pairs)
    return sa.exists().where(table.c.debate == debate, *complete, ~there)
