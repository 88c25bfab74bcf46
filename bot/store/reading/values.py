"""The values that stand in a ledger, from the rows of their tables."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.ledger_fields import KEYS
from bot.store.mapping import Collection, TableMapping
from bot.store.threads import worked_out

_Value = TypeVar("_Value")


async def find(
    session: AsyncSession,
    mapping: TableMapping[_Value],
    debate: int,
    *conditions: sa.ColumnElement[bool],
    most: int | None = None,
) -> list[_Value]:
    """The values of a debate whose rows meet the conditions, in the order of their keys: `most` of them, or all."""
    if mapping.collection is not None:
        return await _find_with_items(session, mapping, mapping.collection, debate, conditions)
    wanted = sa.select(*mapping.selected).where(mapping.of(debate), *conditions).order_by(*mapping.ordered).limit(most)
    rows = await _read(session, wanted)
    return await worked_out(rows.rowcount, lambda: [mapping.value(*row) for row in rows])


async def _read(session: AsyncSession, wanted: sa.Select[Any]) -> sa.CursorResult[Any]:
    """The rows, of which SQLAlchemy makes its own as somebody goes through them: for many of them that takes long."""
    return cast(sa.CursorResult[Any], await session.execute(wanted))


async def _find_with_items(
    session: AsyncSession,
    mapping: TableMapping[_Value],
    collection: Collection,
    debate: int,
    conditions: Iterable[sa.ColumnElement[bool]],
) -> list[_Value]:
    owned = collection.of(mapping.table.c.debate) & (collection.table.c[collection.owner] == mapping.selected[0])
    # A value that has lost its items must be found all the same: `crux verify` names what is missing.
    wanted = (
        sa.select(*mapping.selected, *collection.selected)
        .select_from(mapping.table.outerjoin(collection.table, owned))
        .where(mapping.of(debate), *conditions)
        .order_by(*mapping.ordered, *collection.ordered)
    )
    rows = await _read(session, wanted)
    alike = groupby(rows, key=itemgetter(0))
    return await worked_out(rows.rowcount, lambda: [_joined(mapping, collection, list(same)) for _, same in alike])


def _joined(mapping: TableMapping[_Value], collection: Collection, rows: Sequence[sa.Row[Any]]) -> _Value:
    own = len(mapping.selected)
    items = [collection.item(*row[own:]) for row in rows if row[own] is not None]
    return mapping.value(*rows[0][:own], items)


Rows = Sequence[Sequence[Any]]
"""Rows of a table as PostgreSQL gives a list of them within a row."""


def from_rows(mapping: TableMapping[_Value], rows: Rows, items: Rows = ()) -> list[_Value]:
    """The values of these rows, and of the rows of their collection, which begin with the owner."""
    if (collection := mapping.collection) is None:
        return [mapping.value(*row) for row in rows]
    owned: dict[object, list[object]] = {}
    for owner, *item in items:
        owned.setdefault(owner, []).append(collection.item(*item))
    return [mapping.value(*row, owned.get(row[0], ())) for row in rows]


def by_key(values: Iterable[_Value]) -> dict[Any, _Value]:
    """The values by what tells them apart in a ledger."""
    return {KEYS[type(value)](value): value for value in values}
