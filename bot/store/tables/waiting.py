"""The tables of what waits, outside of the ledger: drafts, requests, schedules and their slots, cards, estimates."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.estimates import Phase
from bot.ledger.schedules import CadenceKind
from bot.store.tables.columns import (
    MOMENT,
    claim_columns,
    debate_column,
    flag_column,
    metadata,
    reference_to,
    word_column,
)

_DAYS = sa.column("days", ARRAY(sa.SmallInteger))
_WEEK = sa.literal_column("'{1,2,3,4,5,6,7}'::smallint[]", ARRAY(sa.SmallInteger))

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("channel", sa.BigInteger, primary_key=True),
    sa.Column("user", sa.BigInteger, primary_key=True),
    sa.Column("message", sa.BigInteger, primary_key=True),
    sa.Column("author", sa.BigInteger, nullable=False),
    sa.Column("author_name", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False, index=True),
)
"""Messages that wait for the form of their tag: outside the ledger, and gone after minutes."""

refused_forms = sa.Table(
    "refused_forms",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("channel", sa.BigInteger, nullable=False),
    sa.Column("user", sa.BigInteger, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("author", sa.BigInteger),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False, index=True),
)
"""What somebody typed into a form that was refused: outside the ledger, and gone after minutes."""

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", MOMENT, nullable=False, index=True),
    sa.Column("done", sa.Boolean, nullable=False, server_default=sa.true()),
)
"""Recent requests: done, or given up. One that is delivered twice is done once."""

schedules = sa.Table(
    "schedules",
    metadata,
    debate_column(),
    word_column("cadence", CadenceKind),
    sa.Column("time", sa.Time),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("days", ARRAY(sa.SmallInteger), nullable=False),
    sa.Column("cron", sa.Text),
    sa.Column("quiet", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("pause_reason", sa.Text),
    sa.Column("obstacle", sa.Text),
    sa.Column("obstacle_channel", sa.BigInteger),
    sa.Column("retry_at", MOMENT),
    sa.Column("obstacle_told", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("next_slot", MOMENT, nullable=False),
    sa.Column("set_by", sa.Integer, nullable=False),
    reference_to("set_by", "participants"),
    sa.CheckConstraint("(cadence = 'cron') = (cron IS NOT NULL)", name="cron_says_when"),
    sa.CheckConstraint(_DAYS.contained_by(_WEEK), name="days_of_the_week"),
    sa.CheckConstraint("obstacle IS NULL OR pause_reason IS NOT NULL", name="obstacle_pauses"),
    sa.CheckConstraint("obstacle_channel IS NULL OR obstacle IS NOT NULL", name="obstacle_is_somewhere"),
    sa.CheckConstraint("(obstacle IS NULL) = (retry_at IS NULL)", name="obstacle_is_tried_again"),
    sa.Index("ix_schedules_due", "next_slot", postgresql_where=sa.text("pause_reason IS NULL")),
    sa.Index("ix_schedules_obstructed", "retry_at", postgresql_where=sa.text("obstacle IS NOT NULL")),
)
"""One that is paused with an obstacle is tried again by itself; what a person paused has none. `obstacle_channel` is
where it is, if that is not the debate's own channel; `obstacle_told` is whether a moderator was told of it."""

slots = sa.Table(
    "slots",
    metadata,
    debate_column(),
    sa.Column("slot", MOMENT, primary_key=True),
    sa.Column(
        "state",
        sa.Text,
        sa.CheckConstraint("state IN ('claimed', 'posted', 'silent', 'failed')", name="state"),
        nullable=False,
    ),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("first_claimed_at", MOMENT, nullable=False),
    sa.Column("claimed_at", MOMENT, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column(
        "attempts",
        sa.SmallInteger,
        sa.CheckConstraint("attempts > 0", name="attempts"),
        nullable=False,
        server_default="1",
    ),
    sa.Column("seen", sa.Integer),
    sa.Column("channel", sa.BigInteger),
    flag_column("posting_begun"),
    flag_column("dropped"),
    sa.CheckConstraint("(state = 'posted') = (message IS NOT NULL)", name="posted_has_message"),
    sa.CheckConstraint("posting_begun OR NOT dropped", name="dropped_amid_posting"),
    sa.Index("ix_slots_open", "claimed_at", postgresql_where=sa.text("state = 'claimed'")),
)
"""One row for each slot that came due: who inserts it posts its digest. `seen` is how many events the digest tells of,
and `channel` where it is posted, if not in the debate's own: fixed at the first attempt, so that each attempt posts the
same in the same place. From when `posting_begun` on, its message may be there though nobody has recorded it: that stays
known until somebody has looked for it in that place. One is `dropped` whose schedule does not stand any more: its
message is looked for, and not posted."""

reminders = sa.Table(
    "reminders",
    metadata,
    debate_column(),
    sa.Column("day", sa.Date, nullable=False),
    *claim_columns(),
    sa.Column("message", sa.BigInteger),
    sa.CheckConstraint("message IS NULL OR due_at IS NULL", name="posted_once"),
    sa.Index("ix_reminders_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""The reminder of a closed debate whose day has come: made when it is first looked for, and posted once for that day.
`due_at` is when it may be claimed: for its owner, when the claim ends; null once it was posted, or deleted."""

cards = sa.Table(
    "cards",
    metadata,
    debate_column(),
    sa.Column("message", sa.BigInteger),
    sa.Column("shown", sa.Integer, sa.CheckConstraint("shown >= 0", name="shown"), nullable=False, server_default="0"),
    *claim_columns(),
    sa.Index("ix_cards_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""The status card of a debate that keeps one: its message (null: none was posted yet, or it is to be posted anew), how
many events it tells of, and when it is to be brought up to date (null: it is); for its owner, when the claim ends.
`posting_since` is since when a message of it may be there that nobody has recorded."""

estimates = sa.Table(
    "estimates",
    metadata,
    debate_column(),
    sa.Column("person", sa.Integer, primary_key=True),
    word_column("phase", Phase, primary_key=True),
    sa.Column(
        "percent", sa.SmallInteger, sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent"), nullable=False
    ),
    flag_column("shown"),
    sa.Column("at", MOMENT, nullable=False),
    reference_to("person", "participants"),
)
"""Sealed estimates of the question's "yes", one of a person and phase: deleted once those of a closing are counted.
`at` is when it was first given, of one after the closing when it was last given."""

estimate_tallies = sa.Table(
    "estimate_tallies",
    metadata,
    debate_column(),
    sa.Column("counted", sa.Integer, nullable=False),
    *claim_columns(),
    sa.Column("message", sa.BigInteger),
    sa.CheckConstraint("message IS NULL OR due_at IS NULL", name="posted_once"),
    sa.ForeignKeyConstraint(
        ["debate", "counted"], ["events.debate", "events.sequence"], deferrable=True, initially="DEFERRED"
    ),
    sa.Index("ix_estimate_tallies_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""The tally of a closed debate's estimates that is to be posted, or was: made in one transaction with the event that
`counted` is the number of. `due_at` is when it may be claimed: for its owner, when the claim ends; null once it was
posted, or deleted."""
