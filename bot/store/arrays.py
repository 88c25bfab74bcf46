"""Python's values as arrays in a statement: one parameter a column, where the driver takes some 32,000 of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY


def as_array(numbers: Sequence[int]) -> sa.ColumnElement[Sequence[int]]:
    """Numbers as an array."""
    return sa.literal(list(numbers), ARRAY(sa.Integer))


def as_table(name: str, **columns: Sequence[int] | Sequence[str]) -> sa.TableValuedAlias:
    """Columns of values as a table of that name, a row for each place in them."""
    kinds = {
        column: sa.Text() if any(isinstance(value, str) for value in values) else sa.Integer()
        for column, values in columns.items()
    }
    arrays = [sa.literal(list(values), ARRAY(kinds[column])) for column, values in columns.items()]
    named = [sa.column(column, kind) for column, kind in kinds.items()]
    return sa.func.unnest(*arrays).table_valued(*named, name=name).render_derived()


DEBATES_OF: sa.BindParameter[Sequence[int]] = sa.bindparam("debates_of", type_=ARRAY(sa.BigInteger))
"""The debates that a prepared statement is of: its value `debates_of`."""
