"""The effects of changes, carried out on the tables: the same as in a replay, row by row."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.effects import Amend, AmendEach, AmendPart, Clear, Effect, Extend, Put, Remove
from bot.ledger.record.events import Event
from bot.store.mapping import Collection, Columns, Deed, TableMapping
from bot.store.rows import FOLLOWING, MAPPINGS


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement about one row is without its values: where `key` says which row, `rest` what it becomes."""

    deed: Deed
    table: sa.Table
    key: Columns
    rest: Columns


@dataclass(frozen=True, slots=True)
class Write:
    """A statement about one row of a table."""

    shape: Shape
    values: dict[str, object]

    def bound(self, place: str = "") -> dict[str, object]:
        """The values under the names that the statement for that place has for them."""
        return {f"{place}new_{name}": value for name, value in self.values.items()}


WAS = "was"
"""The name of the value that rows had before all of them change."""

Dml = sa.Insert | sa.Update | sa.Delete


async def project(session: AsyncSession, events: Sequence[Event]) -> None:
    """Bring the tables to where they stand after these events of one debate.

    Each table takes its rows in the order of the events. Between tables the order is free: no write reads another
    table, and foreign keys are looked at when the transaction ends.
    """
    by_table: dict[sa.Table, list[Write]] = {}
    for write in writes_of(events):
        by_table.setdefault(write.shape.table, []).append(write)
    for writes in by_table.values():
        for shape, alike in groupby(writes, key=lambda write: write.shape):
            await session.execute(_statement(shape), [write.bound() for write in alike])


def writes_of(events: Sequence[Event]) -> list[Write]:
    """What these events do to the tables, row by row and in their order."""
    return [
        write for event in events for effect in event.change.effects(event) for write in _writes(event.debate, effect)
    ]


def _writes(debate: int, effect: Effect) -> Iterator[Write]:
    match effect:
        case Put(value):
            yield from _put(debate, value)
        case Amend(kind, key, now):
            yield _changed(debate, kind, key, MAPPINGS[kind].amended(now))
        case AmendPart(kind, key, part, now):
            yield _changed(debate, kind, key, MAPPINGS[kind].amended_part(part, now))
        case AmendEach(kind, field, was, now):
            yield _changed_each(debate, kind, field, was, now)
        case Clear(kind, fields):
            yield _cleared(debate, kind, fields)
        case Extend(kind, key, _, item):
            yield _item(debate, MAPPINGS[kind].collection, key, item)
        case Remove(kind, key):
            yield _removed(debate, kind, key)


def _put(debate: int, value: object) -> Iterator[Write]:
    mapping = MAPPINGS[type(value)]
    row = mapping.row(value)
    yield Write(_SHAPE_OF_PUT[mapping.kind], {mapping.debate: debate} | dict(zip(mapping.columns, row, strict=True)))
    for item in mapping.items(value):
        yield _item(debate, mapping.collection, row[0], item)


def _item(debate: int, collection: Collection | None, owner: object, item: object) -> Write:
    if collection is None:
        raise ValueError("no table is known for what was added")
    shape = _SHAPE_OF_ITEM[collection.table]
    values = dict(zip(shape.rest, (owner, *collection.written_row(item)), strict=True))
    return Write(shape, {"debate": debate} | values)


def _changed(debate: int, kind: type, key: Hashable, now: dict[str, object]) -> Write:
    mapping = MAPPINGS[kind]
    here = {mapping.debate: debate} | mapping.key_columns(key)
    return Write(Shape(Deed.UPDATE, mapping.table, tuple(here), tuple(now)), here | now)


def _changed_each(debate: int, kind: type, field: str, was: object, now: object) -> Write:
    mapping = MAPPINGS[kind]
    ((column, value),) = mapping.amended({field: now}).items()
    shape = Shape(Deed.UPDATE_EACH, mapping.table, (mapping.debate,), (column,))
    return Write(shape, {mapping.debate: debate, column: value, WAS: was})


def _cleared(debate: int, kind: type, fields: tuple[str, ...]) -> Write:
    mapping = MAPPINGS[kind]
    now = mapping.amended(dict.fromkeys(fields))
    return Write(Shape(Deed.CLEAR, mapping.table, (mapping.debate,), tuple(now)), {mapping.debate: debate} | now)


def _removed(debate: int, kind: type, key: Hashable) -> Write:
    mapping = MAPPINGS[kind]
    here = {mapping.debate: debate} | mapping.key_columns(key)
    return Write(Shape(Deed.DELETE, mapping.table, tuple(here), ()), here)


def _shape_of_put(mapping: TableMapping[Any]) -> Shape:
    inserted = mapping.deed in (Deed.INSERT, Deed.INSERT_ONCE)
    key = (mapping.debate,) if inserted else tuple(dict.fromkeys((mapping.debate, *mapping.key)))
    return Shape(mapping.deed, mapping.table, key, tuple(name for name in mapping.columns if name not in key))


def _shape_of_item(collection: Collection) -> Shape:
    return Shape(collection.deed, collection.table, ("debate",), (collection.owner, *collection.written))


_SHAPE_OF_ITEM = {
    mapping.collection.table: _shape_of_item(mapping.collection)
    for mapping in MAPPINGS.values()
    if mapping.collection is not None
}
_SHAPE_OF_PUT = {kind: _shape_of_put(mapping) for kind, mapping in MAPPINGS.items()}


@cache
def _statement(shape: Shape) -> Dml:
    return statement(shape)


def statement(shape: Shape, place: str = "", moved: sa.CTE | None = None) -> Dml:
    """The statement of that shape; within a larger one, its values bear the place's name.

    With `moved`, it does nothing where that gives no row.
    """
    table = shape.table
    values = {name: _value(table, name, place) for name in shape.key + shape.rest}
    if shape.deed in (Deed.UPDATE, Deed.UPDATE_EACH, Deed.CLEAR, Deed.DELETE):
        here = [table.c[name].is_not_distinct_from(values[name]) for name in shape.key if table.c[name].nullable]
        here += [table.c[name] == values[name] for name in shape.key if not table.c[name].nullable]
        if shape.deed is Deed.UPDATE_EACH:
            (column,) = shape.rest
            here.append(table.c[column] == sa.bindparam(f"{place}new_{WAS}", type_=table.c[column].type))
        if shape.deed is Deed.CLEAR:
            here.append(sa.or_(*(table.c[name].is_not(None) for name in shape.rest)))
        if moved is not None:
            here.append(sa.exists(sa.select(moved)))
        if shape.deed is Deed.DELETE:
            return sa.delete(table).where(*here)
        return sa.update(table).where(*here).values({name: values[name] for name in shape.rest})
    row = postgresql.insert(table)
    if moved is None:
        row = row.values(values)
    else:
        row = row.from_select(list(values), sa.select(*values.values()).select_from(moved))
    if shape.deed is Deed.INSERT_ONCE:
        return row.on_conflict_do_nothing()
    if shape.deed is Deed.UPSERT:
        now: dict[str, sa.ColumnElement[Any]] = {name: row.excluded[name] for name in shape.rest}
        if (following := FOLLOWING.get(table)) is not None:
            now |= following(row.excluded)
        return row.on_conflict_do_update(index_elements=shape.key, set_=now)
    return row


def _value(table: sa.Table, name: str, place: str) -> sa.BindParameter[object]:
    return sa.bindparam(f"{place}new_{name}", type_=table.c[name].type)
