"""The tables of what servers decide for their debates: what is in force, and who changed it when."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from bot.ledger.house import CHOICES, NAMED, UNSET, Setting, Spoken
from bot.ledger.schedules import CadenceKind
from bot.store.tables.columns import MOMENT, claim_columns, metadata, word_column

LANGUAGE = f"language ~ '^({Spoken.AUTOMATIC}|[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})?)$'"
"""A language's tag, of whatever languages there are: a new one needs no other tables."""


def _setting_column(setting: Setting) -> sa.Column[str]:
    """What a server has decided; null where it has not."""
    if setting is Setting.TIMEZONE:
        named = sa.CheckConstraint("timezone ~ '^[A-Za-z0-9_+/-]{1,60}$'", name="timezone")
        return sa.Column(setting.value, sa.Text, named)
    if setting in NAMED:
        named = sa.CheckConstraint(f"{setting} ~ '^({UNSET}|[0-9]{{1,19}})$'", name=setting.value)
        return sa.Column(setting.value, sa.Text, named)
    if setting is Setting.LANGUAGE:
        return sa.Column(setting.value, sa.Text, sa.CheckConstraint(LANGUAGE, name="language"))
    words = ", ".join(f"'{word}'" for word in CHOICES[setting])
    return sa.Column(setting.value, sa.Text, sa.CheckConstraint(f"{setting} IN ({words})", name=setting.value))


server_settings = sa.Table(
    "server_settings",
    metadata,
    sa.Column("guild", sa.BigInteger, primary_key=True, autoincrement=False),
    *(_setting_column(setting) for setting in Setting),
    sa.Column(
        "changes", sa.Integer, sa.CheckConstraint("changes >= 0", name="changes"), nullable=False, server_default="0"
    ),
    sa.Column("left_at", MOMENT, index=True),
    sa.Column("recounted_at", MOMENT),
)
"""What a server has decided, how often something was changed, and since when Crux is not in it (null: it is)."""

setting_changes = sa.Table(
    "setting_changes",
    metadata,
    sa.Column("guild", sa.BigInteger, sa.ForeignKey("server_settings.guild", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, sa.CheckConstraint("number > 0", name="number"), primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("user", sa.BigInteger, index=True),
    word_column("setting", Setting),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.CheckConstraint("before <> after", name="changes_something"),
)
"""Each change of a setting, in the order in which they were made: a row stays as it was written, but for the person,
who is null once they were forgotten."""

bars = sa.Table(
    "bars",
    metadata,
    sa.Column("guild", sa.BigInteger, sa.ForeignKey("server_settings.guild", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, sa.CheckConstraint("number > 0", name="number"), primary_key=True),
    sa.Column("user", sa.BigInteger, index=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("by", sa.BigInteger, index=True),
    sa.Column("reason", sa.Text, sa.CheckConstraint("char_length(reason) BETWEEN 1 AND 300", name="reason_length")),
    sa.Column("lifted_at", MOMENT),
    sa.Column("lifted_by", sa.BigInteger, index=True),
    sa.CheckConstraint('lifted_at IS NOT NULL OR "user" IS NOT NULL', name="of_somebody"),
    sa.CheckConstraint("lifted_at IS NOT NULL OR lifted_by IS NULL", name="lifted_at_a_moment"),
    sa.Index("uq_bars_in_force", "guild", "user", unique=True, postgresql_where=sa.text("lifted_at IS NULL")),
)
"""Whom moderators keep from writing to a server's ledgers: since when, by whom, why, and until when.

A row stays as it was written, but that it is lifted once, and that people and the reason are null once forgotten.
"""

_DAYS = sa.column("days", ARRAY(sa.SmallInteger))
_WEEK = sa.literal_column("'{1,2,3,4,5,6,7}'::smallint[]", ARRAY(sa.SmallInteger))

server_digests = sa.Table(
    "server_digests",
    metadata,
    sa.Column("guild", sa.BigInteger, sa.ForeignKey("server_settings.guild", ondelete="CASCADE"), primary_key=True),
    sa.Column("channel", sa.BigInteger, nullable=False),
    word_column("cadence", CadenceKind),
    sa.Column("time", sa.Time),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("days", ARRAY(sa.SmallInteger), nullable=False),
    sa.Column("cron", sa.Text),
    sa.Column("next_slot", MOMENT, nullable=False),
    sa.Column("pause_reason", sa.Text),
    sa.Column("obstacle", sa.Text),
    sa.Column("slot", MOMENT),
    *claim_columns(),
    sa.Column("sought_in", sa.BigInteger),
    sa.Column("telling", JSONB),
    sa.Column("told", JSONB),
    sa.Column("told_at", MOMENT),
    sa.Column("posted_slot", MOMENT),
    sa.Column("message", sa.BigInteger),
    sa.CheckConstraint("(cadence = 'cron') = (cron IS NOT NULL)", name="cron_says_when"),
    sa.CheckConstraint(_DAYS.contained_by(_WEEK), name="days_of_the_week"),
    sa.CheckConstraint("obstacle IS NULL OR pause_reason IS NOT NULL", name="obstacle_pauses"),
    sa.CheckConstraint("(slot IS NULL) = (due_at IS NULL)", name="slot_is_due"),
    sa.CheckConstraint("slot IS NOT NULL OR num_nonnulls(owner, posting_since) = 0", name="open_while_claimed"),
    sa.CheckConstraint("sought_in IS NULL OR posting_since IS NOT NULL", name="sought_amid_posting"),
    sa.CheckConstraint("num_nulls(posted_slot, message) IN (0, 2)", name="posted_has_message"),
    sa.Index("ix_server_digests_next_slot", "next_slot", postgresql_where=sa.text("pause_reason IS NULL")),
    sa.Index("ix_server_digests_due_at", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""The schedule of a server's digest, which is posted in `channel`; and its open slot, where it has one.

`due_at` is when that may be claimed: for its owner, when the claim ends. From `posting_since` on, its message may be
there though nobody has recorded it. Where the schedule that it came due by does not stand any more, it is looked for in
the channel `sought_in`, and not posted. `telling` is what its digest says where each
debate stands, and `told`, of the moment `told_at`, what the last one said: each as a list of numbers by debate. The
message of the last slot that was posted stays, so that whoever was overtaken knows their own message from it."""
