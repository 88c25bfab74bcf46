"""What the database itself should have made impossible: rows that are there twice, or that belong to nothing."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.findings import RowsOfNothing, RowTwice
from bot.store import tables as t
from bot.store.rows import ADOPTIONS, MAPPINGS, WORDINGS

_DEBATE = sa.bindparam("debate", type_=sa.BigInteger)

MOST = 10
"""How many rows of a table are named at most."""


async def doubled(session: AsyncSession, debate: int) -> list[RowTwice]:
    """The rows of a ledger's tables whose key others of the same debate have too."""
    return [RowTwice(row[0], row[1]) for row in await session.execute(_doubled(), {"debate": debate})]


# To put the statements together takes longer than to run them.
@cache
def _doubled() -> sa.CompoundSelect[Any]:
    return sa.union_all(*(_twice(table, key) for table, key in _keys()))


def _keys() -> Iterator[tuple[sa.Table, tuple[str, ...]]]:
    """The tables of a ledger, each with the columns that tell its rows apart; the first is the debate's."""
    for mapping in MAPPINGS.values():
        yield mapping.table, tuple(dict.fromkeys((mapping.debate, *mapping.key)))
    for collection in (WORDINGS, ADOPTIONS):
        yield collection.table, ("debate", collection.owner, collection.columns[0])
    yield t.events, ("debate", "sequence")
    yield t.event_texts, ("debate", "sequence", "field")
    yield t.imports, ("debate",)


def _twice(table: sa.Table, key: Iterable[str]) -> sa.Select[Any]:
    own, *columns = (table.c[name] for name in key)
    shown = sa.func.concat_ws(" ", *(sa.cast(column, sa.Text) for column in columns or (own,)))
    alike = sa.select(sa.literal(table.name), shown).where(own == _DEBATE).group_by(own, *columns)
    return sa.select(alike.having(sa.func.count() > 1).order_by(own, *columns).limit(MOST).subquery())


async def of_nothing(session: AsyncSession, debate: int) -> list[RowsOfNothing]:
    """Where rows of a debate name rows that are not there: nothing keeps a foreign key that was dropped."""
    rows = await session.execute(_of_nothing(), {"debate": debate})
    return [RowsOfNothing(row[0], row[1], row[2]) for row in rows if row[2]]


@cache
def _of_nothing() -> sa.CompoundSelect[Any]:
    return sa.union_all(*(_without(key) for key in _foreign_keys()))


def _foreign_keys() -> list[sa.ForeignKeyConstraint]:
    return [
        key
        for table in t.metadata.sorted_tables
        for key in sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys))
        if "debate" in table.c
    ]


def _without(key: sa.ForeignKeyConstraint) -> sa.Select[Any]:
    target = key.referred_table.alias("target")
    pairs = [(element.parent, target.c[element.column.name]) for element in key.elements]
    named = sa.exists().where(*(own == named for own, named in pairs))
    here = (key.table.c.debate == _DEBATE, *(own.is_not(None) for own, _ in pairs), ~named)
    count = sa.select(sa.func.count()).select_from(key.table).where(*here).scalar_subquery()
    return sa.select(sa.literal(key.table.name), sa.literal(key.referred_table.name), count)


async def debates_of_any_row(session: AsyncSession) -> list[int]:
    """The ids of all debates, and of all that any row says it belongs to."""
    own = (sa.select(table.c.debate) for table in t.metadata.sorted_tables if _belongs_to_a_debate(table))
    return sorted((await session.scalars(sa.union(sa.select(t.debates.c.id), *own))).all())


def _belongs_to_a_debate(table: sa.Table) -> bool:
    return "debate" in table.c and any(key.column is t.debates.c.id for key in table.c.debate.foreign_keys)
