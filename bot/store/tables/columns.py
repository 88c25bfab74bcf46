"""What the tables are made of: their common metadata, and kinds of columns that several of them have."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

MOMENT = sa.DateTime(timezone=True)


def debate_column() -> sa.Column[int]:
    """The debate that a row belongs to: the first part of its key."""
    return sa.Column("debate", sa.BigInteger, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True)


def word_column(
    name: str, words: type[StrEnum], *, nullable: bool = False, primary_key: bool = False
) -> sa.Column[str]:
    """One of the words of an enum, checked by the database."""
    values = ", ".join(f"'{word.value}'" for word in words)
    check = sa.CheckConstraint(f"{name} IN ({values})", name=name)
    return sa.Column(name, sa.Text, check, nullable=nullable, primary_key=primary_key)


def reference_to(column: str, table: str) -> sa.ForeignKeyConstraint:
    """A number within the debate that names a row of another table; checked when the transaction ends."""
    return sa.ForeignKeyConstraint(
        ["debate", column], [f"{table}.debate", f"{table}.number"], deferrable=True, initially="DEFERRED"
    )


def flag_column(name: str) -> sa.Column[bool]:
    """True or false; false unless it is given."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def claim_columns() -> tuple[sa.Column[Any], ...]:
    """The columns by which a message that is due is claimed (`store/waiting/claims.py`).

    From `due_at` on anybody may claim it: for its owner that is when the claim ends. Since `posting_since` it may be
    posted though nobody has recorded it.
    """
    attempts = sa.CheckConstraint("attempts >= 0", name="attempts")
    return (
        sa.Column("due_at", MOMENT),
        sa.Column("owner", sa.Text),
        sa.Column("posting_since", MOMENT),
        sa.Column("attempts", sa.SmallInteger, attempts, nullable=False, server_default="0"),
    )
