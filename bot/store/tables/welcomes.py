"""The tables of the messages with which Crux begins on a server."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.store.tables.columns import MOMENT, claim_columns, metadata

welcomes = sa.Table(
    "welcomes",
    metadata,
    sa.Column("guild", sa.BigInteger, sa.ForeignKey("server_settings.guild", ondelete="CASCADE"), primary_key=True),
    sa.Column("channels", ARRAY(sa.BigInteger), nullable=False),
    *claim_columns(),
    sa.Column("message", sa.BigInteger),
    sa.CheckConstraint("message IS NULL OR due_at IS NULL", name="posted_once"),
    sa.CheckConstraint("due_at IS NULL OR cardinality(channels) > 0", name="due_somewhere"),
    sa.Index("ix_welcomes_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""One row for each server that Crux was added to, or has left: where there is one, none is posted again.

`channels` are where its message can be posted, the first of them first. `due_at` is when it may be claimed: for its
owner, when the claim ends; null where it was posted, or is not posted any more.
"""

welcoming = sa.Table(
    "welcoming",
    metadata,
    sa.Column(
        "one_row", sa.Boolean, sa.CheckConstraint("one_row", name="one_row"), primary_key=True, server_default=sa.true()
    ),
    sa.Column("since", MOMENT, nullable=False),
)
"""One row: a server that Crux was added to before that moment is not welcomed where nobody listened when it was."""
