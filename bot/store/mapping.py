"""How a kind of value is rows of a table: what a mapping is. The mappings themselves stand in `rows.py`."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum, auto
from operator import attrgetter
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from bot.ledger.derived import DERIVED

Columns = tuple[str, ...]
Row = tuple[object, ...]
NewRow = sa.ColumnCollection[str, sa.ColumnElement[Any]]
"""The columns of a row that replaces another one."""

Following = Callable[[NewRow], Mapping[str, sa.ColumnElement[Any]]]
"""Columns of a new row that follow from those of the row that it replaces."""

_Value = TypeVar("_Value")


class Deed(Enum):
    """What is done to a row."""

    INSERT = auto()
    """There is none with its key: a second one is an error."""
    INSERT_ONCE = auto()
    """The first one with its key stays."""
    UPSERT = auto()
    """The last one with its key counts."""
    UPDATE = auto()
    UPDATE_EACH = auto()
    """Of the debate's rows: those that have some value in a column."""
    CLEAR = auto()
    """Of the debate's rows: those of which some columns are to be null and are not."""
    DELETE = auto()


class Part:
    """A value within a value: some columns of its row, which are null where there is none."""

    def __init__(self, kind: type, columns: Mapping[str, str], present: str | None = None) -> None:
        """`columns` are by the fields of the part; `present` is one that says whether there is a part."""
        if odd := columns.keys() ^ _field_names(kind):
            raise TypeError(f"{kind.__name__}: the field {odd.pop()!r} and the columns do not fit")
        self.columns: Columns = (*((present,) if present else ()), *columns.values())
        self.column_of = columns
        self._values: Callable[[Any], Row] = attrgetter(*columns)
        self._present: Row = (True,) if present else ()
        self._absent: Row = (*((False,) if present else ()), *(None for _ in columns))

    def row(self, value: object) -> Row:
        """The values of the columns."""
        return self._present + self._values(value) if value is not None else self._absent


@dataclass(frozen=True, slots=True)
class Computed:
    """A column that follows from another one of its row, and is null where that is: written with it, in no value."""

    column: str
    source: str
    """The column that it follows from."""
    function: Callable[[Any], object]

    def of(self, value: object) -> object:
        """The column's value where its source has this one."""
        return None if value is None else self.function(value)


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection within a value: a table of its own, whose rows name the number of the value they belong to."""

    field: str
    table: sa.Table
    owner: str
    """The column with that number."""
    columns: Columns
    """The columns of which an item is made."""
    row: Callable[[Any], Row]
    """The values of these columns."""
    item: Callable[..., object]
    deed: Deed
    computed: tuple[Computed, ...] = ()

    def __post_init__(self) -> None:
        if odd := {"debate", self.owner, *self.written} ^ set(self.table.c.keys()):
            raise TypeError(f"{self.field} and the table {self.table.name} do not fit: {sorted(odd)[0]}")

    @property
    def written(self) -> Columns:
        """The columns that are written: those of which an item is made, and those that are computed from them."""
        return self.columns + tuple(computed.column for computed in self.computed)

    def written_row(self, item: object) -> Row:
        """The values of the columns that are written."""
        row = self.row(item)
        return row + tuple(computed.of(row[self.columns.index(computed.source)]) for computed in self.computed)

    @property
    def ordered(self) -> tuple[sa.Column[Any], ...]:
        """The columns by which the rows of a debate are ordered: value by value, item by item."""
        return self.table.c[self.owner], self.table.c[self.columns[0]]

    @property
    def selected(self) -> tuple[sa.Column[Any], ...]:
        """The columns to select for `item`."""
        return tuple(self.table.c[name] for name in self.columns)

    @property
    def selected_with_owner(self) -> tuple[sa.Column[Any], ...]:
        """The same, behind the column of the owner."""
        return self.table.c[self.owner], *self.selected

    def of(self, debate: sa.ColumnElement[int] | int) -> sa.ColumnElement[bool]:
        """The condition that a row belongs to the debate."""
        return self.table.c.debate == debate


class TableMapping(Generic[_Value]):
    """A kind of value, and the table of which each row is one."""

    def __init__(
        self,
        kind: type[_Value],
        table: sa.Table,
        key: Columns,
        deed: Deed,
        value: Callable[..., _Value],
        *,
        renamed: Mapping[str, str] | None = None,
        parts: Mapping[str, Part] | None = None,
        collection: Collection | None = None,
        debate: str = "debate",
        order: Columns | None = None,
        apart: Columns = (),
        derived: Sequence[sa.ColumnElement[Any]] = (),
        following: Following | None = None,
    ) -> None:
        """`value` takes a row in the order of `selected`, and then the items of the collection, if there is one.

        `key` are the columns that make the key in the ledger, in its order; `debate` is the one with the debate's id.
        Fields that are `renamed` have a column of another name. Columns that are `apart` belong to no value.
        What is `derived` is selected behind the columns, for fields of the value that no column holds. With
        `following`, a row that replaces another one takes something over from it.
        """
        self.following = following
        self.kind, self.table, self.deed, self.value = kind, table, deed, value
        self.collection, self.debate, self.key, self._parts = collection, debate, key, dict(parts or {})
        elsewhere = {*self._parts, *((collection.field,) if collection else ())}
        plain = [name for name in _field_names(kind) if name not in elsewhere]
        self._column_of = {name: (renamed or {}).get(name, name) for name in plain}
        in_parts = (column for part in self._parts.values() for column in part.columns)
        self.columns: Columns = (*self._column_of.values(), *in_parts)
        self._plain: Callable[[_Value], Row] = attrgetter(*plain)
        self._in_parts: Sequence[tuple[Callable[[_Value], object], Part]] = [
            (attrgetter(name), part) for name, part in self._parts.items()
        ]
        self._check(apart)
        self.selected: tuple[sa.ColumnElement[Any], ...] = (*(table.c[name] for name in self.columns), *derived)
        self.ordered: tuple[sa.Column[Any], ...] = tuple(table.c[name] for name in (key if order is None else order))

    def _check(self, apart: Columns) -> None:
        named = {*self.columns, *apart, self.debate}
        if odd := named ^ set(self.table.c.keys()):
            raise TypeError(f"{self.kind.__name__} and the table {self.table.name} do not fit: {sorted(odd)[0]}")

    def of(self, debate: sa.ColumnElement[int] | int) -> sa.ColumnElement[bool]:
        """The condition that a row belongs to the debate."""
        return self.table.c[self.debate] == debate

    def row(self, value: _Value) -> Row:
        """The value's row, in the order of `columns`."""
        row = self._plain(value)
        for part_of, part in self._in_parts:
            row += part.row(part_of(value))
        return row

    def items(self, value: _Value) -> Iterable[object]:
        """What the value has in its collection."""
        items: Iterable[object] = getattr(value, self.collection.field) if self.collection else ()
        return items

    def key_columns(self, key: Hashable) -> dict[str, object]:
        """The columns that make this key."""
        if isinstance(key, self.kind):
            return dict(zip(self.columns, self.row(key), strict=True))
        return dict(zip(self.key, key if isinstance(key, tuple) else (key,), strict=True))

    def amended(self, now: Mapping[str, object]) -> dict[str, object]:
        """The columns that these fields of a value take."""
        columns: dict[str, object] = {}
        for field, value in now.items():
            if (part := self._parts.get(field)) is not None:
                columns |= zip(part.columns, part.row(value), strict=True)
            else:
                columns[self._column_of[field]] = value
        return columns

    def amended_part(self, part: str, now: Mapping[str, object]) -> dict[str, object]:
        """The columns that these fields of a part take."""
        return {self._parts[part].column_of[field]: value for field, value in now.items()}


def _field_names(kind: type) -> dict[str, None]:
    return dict.fromkeys(f.name for f in fields(kind) if DERIVED not in f.metadata)
