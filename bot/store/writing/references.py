"""Foreign keys checked by one statement a table, after an import.

PostgreSQL checks each reference of each row by itself, which takes three times as long as writing a million of them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

ROLE = "session_replication_role"
"""The setting that turns foreign keys off; a superuser may set it, or a role that was granted it."""


async def may_be_left_out(session: AsyncSession) -> bool:
    """Whether this role may turn the row by row checks off."""
    return bool(await session.scalar(sa.select(sa.func.has_parameter_privilege(ROLE, "SET"))))


async def leave_out(session: AsyncSession) -> None:
    """Turn the checks of references off for this transaction, until `check_all`.

    Only for rows that refer to rows that this transaction has written or locked: nobody else can delete those, so a
    check at the end is as good as one for each row.
    """
    await session.execute(sa.select(sa.func.set_config(ROLE, "replica", True)))


async def check_all(session: AsyncSession, debate: int, tables: Sequence[sa.Table]) -> None:
    """Check each reference of a debate's rows, and turn PostgreSQL's own checks on again.

    Raises LookupError where one names what is not there.
    """
    await session.execute(sa.select(sa.func.set_config(ROLE, "origin", True)))
    for table in tables:
        for key in table.foreign_key_constraints:
            if await session.scalar(sa.select(_dangling(table, key, debate))):
                raise LookupError(f"a row of {table.name} names what is not there ({key.name})")


def _dangling(table: sa.Table, key: sa.ForeignKeyConstraint, debate: int) -> sa.Exists:
    named = key.referred_table.alias("named")
    columns = {part.parent.name: named.c[part.column.name] for part in key.elements}
    # All rows that are looked at are of one debate: so said, PostgreSQL looks for it once, and not for each of them.
    of_debate = columns.pop("debate") == debate
    there = sa.exists().where(of_debate, *(table.c[name] == other for name, other in columns.items())).correlate(table)
    # One that is null in part names nothing.
    complete = (table.c[name].is_not(None) for name in columns)
    return sa.exists().where(table.c.debate == debate, *complete, ~there)
