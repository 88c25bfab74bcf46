"""Each wording has its folded form beside it: a search compares that, letter by letter"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.text import folded

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BATCH = 10_000
"""How many wordings are folded at once: some megabytes."""

WORDINGS = sa.table(
    "wordings",
    sa.column("debate", sa.BigInteger),
    sa.column("entry", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("statement", sa.Text),
    sa.column("folded", sa.Text),
)
Worded = sa.Row[int, int, int, str]
"""The key of a wording (its debate, entry and number), and its statement."""

KEY = (WORDINGS.c.debate, WORDINGS.c.entry, WORDINGS.c.number)


def upgrade() -> None:
    op.add_column("wordings", sa.Column("folded", sa.Text(), nullable=True))
    connection = op.get_bind()
    for batch in batches(connection):
        fold(connection, batch)
    op.create_check_constraint(
        op.f("ck_wordings_folded_with_statement"), "wordings", "(folded IS NULL) = (statement IS NULL)"
    )


def batches(connection: sa.Connection) -> Iterator[Sequence[Worded]]:
    """The wordings that have a statement, in the order of their keys."""
    worded = sa.select(*KEY, WORDINGS.c.statement).where(WORDINGS.c.statement.is_not(None)).order_by(*KEY).limit(BATCH)
    batch = connection.execute(worded).all()
    while batch:
        yield batch
        last = (sa.literal(batch[-1][place], column.type) for place, column in enumerate(KEY))
        batch = connection.execute(worded.where(sa.tuple_(*KEY) > sa.tuple_(*last))).all()


def fold(connection: sa.Connection, batch: Sequence[Worded]) -> None:
    """Write the folded forms of a batch, by one statement."""
    columns = (*KEY, WORDINGS.c.folded)
    values = zip(*((*key, folded(words)) for *key, words in batch), strict=True)
    lists = (sa.literal(list(column), ARRAY(of.type)) for of, column in zip(columns, values, strict=True))
    named = (sa.column(column.name, column.type) for column in columns)
    made = sa.func.unnest(*lists).table_valued(*named, name="made").render_derived()
    same = (column == made.c[column.name] for column in KEY)
    connection.execute(sa.update(WORDINGS).where(*same).values(folded=made.c.folded))


def downgrade() -> None:
    op.drop_constraint(op.f("ck_wordings_folded_with_statement"), "wordings", type_="check")
    op.drop_column("wordings", "folded")
