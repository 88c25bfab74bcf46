"""The tables of a ledger's events: they are the truth, from which all that stands in the ledger follows."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from bot.store.tables.columns import MOMENT, debate_column, metadata, reference_to

events = sa.Table(
    "events",
    metadata,
    debate_column(),
    sa.Column("sequence", sa.Integer, sa.CheckConstraint("sequence > 0", name="sequence"), primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("actor", sa.Integer, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("entry", sa.Integer),
    sa.Column("data", JSONB, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    reference_to("entry", "entries"),
    sa.Index("ix_events_entry", "debate", "entry", postgresql_where=sa.text("entry IS NOT NULL")),
)

imports = sa.Table(
    "imports",
    metadata,
    debate_column(),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(
        ["debate", "events"], ["events.debate", "events.sequence"], deferrable=True, initially="DEFERRED"
    ),
)
"""Which ledgers came from a file, up to which event: it stands in none of their events, and follows from none."""

event_texts = sa.Table(
    "event_texts",
    metadata,
    debate_column(),
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("words", sa.Text),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("commitment", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["debate", "sequence"], ["events.debate", "events.sequence"], ondelete="CASCADE"),
    sa.CheckConstraint("(words IS NULL) = (salt IS NULL)", name="erased_together"),
)
