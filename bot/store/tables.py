"""The tables of the ledger.

`events` and `event_texts` are the truth; the other tables have what stands now, exactly as the replayed events
give it. Every number is a number within its debate.
"""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope, Status
from bot.ledger.schedules import CadenceKind

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


def _debate() -> sa.Column[int]:
    return sa.Column("debate", sa.BigInteger, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True)


def _word(name: str, words: type[StrEnum], *, nullable: bool = False, primary_key: bool = False) -> sa.Column[str]:
    values = ", ".join(f"'{word.value}'" for word in words)
    check = sa.CheckConstraint(f"{name} IN ({values})", name=name)
    return sa.Column(name, sa.Text, check, nullable=nullable, primary_key=primary_key)


def _of(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["debate", column], [f"{table}.debate", f"{table}.number"], deferrable=True, initially="DEFERRED"
    )


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


debates = sa.Table(
    "debates",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("guild", sa.BigInteger, nullable=False, index=True),
    sa.Column("question", sa.Text),
    sa.Column("opened_by", sa.Integer, nullable=False),
    sa.Column("opened_at", MOMENT, nullable=False),
    sa.Column("closed_at", MOMENT),
    sa.Column("head_sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("head_hash", sa.LargeBinary, nullable=False),
    sa.Column("left_at", MOMENT),
    sa.Index("ix_debates_left_at", "left_at", postgresql_where=sa.text("left_at IS NOT NULL")),
)
"""`left_at` is when Crux lost the channel or the server: the retention clock counts from there."""

sides = sa.Table(
    "sides",
    metadata,
    _debate(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text),
)

participants = sa.Table(
    "participants",
    metadata,
    _debate(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("user", sa.BigInteger),
    sa.Column("name", sa.Text),
    sa.Column("side", sa.Integer),
    _of("side", "sides"),
    sa.UniqueConstraint("debate", "user"),
    sa.Index("ix_participants_user", "user", postgresql_where=sa.text('"user" IS NOT NULL')),
)

entries = sa.Table(
    "entries",
    metadata,
    _debate(),
    sa.Column("number", sa.Integer, primary_key=True),
    _word("kind", Kind),
    sa.Column("author", sa.Integer, nullable=False),
    sa.Column("tagger", sa.Integer, nullable=False),
    _word("status", Status),
    sa.Column("tagged_at", MOMENT, nullable=False),
    sa.Column("passage", sa.Text),
    sa.Column("channel", sa.BigInteger),
    sa.Column("message", sa.BigInteger),
    sa.Column("concedes", sa.Integer),
    _word("scope", Scope, nullable=True),
    _word("conceded_answer", Answer, nullable=True),
    _flag("has_proposal"),
    _word("tagger_answer", Answer, nullable=True),
    sa.Column("crux_for", sa.Integer),
    sa.Column("parked_by", sa.Integer),
    sa.Column("parking_agreed_by", sa.Integer),
    sa.Column("merged_into", sa.Integer),
    _flag("orphaned"),
    _flag("source_edited"),
    _flag("source_deleted"),
    sa.Column("conceded_wording", sa.Integer),
    _of("author", "participants"),
    _of("tagger", "participants"),
    _of("concedes", "entries"),
    _of("crux_for", "entries"),
    _of("parked_by", "participants"),
    _of("parking_agreed_by", "participants"),
    _of("merged_into", "entries"),
    sa.CheckConstraint("(kind = 'concession') = (concedes IS NOT NULL)", name="concession_names_entry"),
    sa.CheckConstraint("num_nulls(concedes, scope, conceded_answer) IN (0, 3)", name="concession_says_how_far"),
    sa.CheckConstraint("concedes IS NOT NULL OR conceded_wording IS NULL", name="only_concessions_are_plain"),
    sa.CheckConstraint("(channel IS NULL) = (message IS NULL)", name="source_is_whole"),
    sa.CheckConstraint("concedes <> number", name="concedes_another"),
    sa.CheckConstraint("crux_for <> number", name="crux_for_another"),
    sa.CheckConstraint("parked_by IS NOT NULL OR parking_agreed_by IS NULL", name="parking_begins_with_one"),
    sa.CheckConstraint("has_proposal = (status = 'proposed')", name="proposal_while_proposed"),
    sa.CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name="merged_into_one"),
    sa.CheckConstraint("merged_into <> number", name="merged_into_another"),
    sa.Index("ix_entries_message", "debate", "message"),
)

wordings = sa.Table(
    "wordings",
    metadata,
    _debate(),
    sa.Column("entry", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("statement", sa.Text),
    _of("entry", "entries"),
    sa.CheckConstraint("char_length(statement) BETWEEN 1 AND 300", name="statement_length"),
)

stances = sa.Table(
    "stances",
    metadata,
    _debate(),
    sa.Column("entry", sa.Integer, primary_key=True),
    sa.Column("person", sa.Integer, primary_key=True),
    sa.Column("wording", sa.Integer, nullable=False),
    _word("answer", Answer),
    sa.Column("credence", sa.SmallInteger, sa.CheckConstraint("credence BETWEEN 0 AND 100", name="credence")),
    sa.Column("at", MOMENT, nullable=False),
    _of("person", "participants"),
    sa.ForeignKeyConstraint(
        ["debate", "entry", "wording"],
        ["wordings.debate", "wordings.entry", "wordings.number"],
        deferrable=True,
        initially="DEFERRED",
    ),
    sa.Index("ix_stances_person", "debate", "person"),
)

crux_marks = sa.Table(
    "crux_marks",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("debate", sa.BigInteger, sa.ForeignKey("debates.id", ondelete="CASCADE"), nullable=False),
    sa.Column("entry", sa.Integer, nullable=False),
    sa.Column("person", sa.Integer, nullable=False),
    sa.Column("target", sa.Integer),
    _word("degree", Degree),
    _of("entry", "entries"),
    _of("person", "participants"),
    _of("target", "entries"),
    sa.UniqueConstraint("debate", "entry", "person", "target", postgresql_nulls_not_distinct=True),
    sa.CheckConstraint("target <> entry", name="target_another"),
)

links = sa.Table(
    "links",
    metadata,
    _debate(),
    sa.Column("entry", sa.Integer, primary_key=True),
    _word("relation", Relation, primary_key=True),
    sa.Column("target", sa.Integer, primary_key=True),
    _of("entry", "entries"),
    _of("target", "entries"),
    sa.CheckConstraint("target <> entry", name="target_another"),
)

definitions = sa.Table(
    "definitions",
    metadata,
    _debate(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("term", sa.Text),
    sa.Column("meaning", sa.Text),
    sa.Column("person", sa.Integer, nullable=False),
    sa.Column("owner", sa.Integer, nullable=False),
    sa.Column("channel", sa.BigInteger),
    sa.Column("message", sa.BigInteger),
    _of("person", "participants"),
    _of("owner", "participants"),
)

adoptions = sa.Table(
    "adoptions",
    metadata,
    _debate(),
    sa.Column("definition", sa.Integer, primary_key=True),
    sa.Column("person", sa.Integer, primary_key=True),
    _of("definition", "definitions"),
    _of("person", "participants"),
)

digests = sa.Table(
    "digests",
    metadata,
    _debate(),
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(
        ["debate", "sequence"], ["events.debate", "events.sequence"], deferrable=True, initially="DEFERRED"
    ),
)

events = sa.Table(
    "events",
    metadata,
    _debate(),
    sa.Column("sequence", sa.Integer, sa.CheckConstraint("sequence > 0", name="sequence"), primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("actor", sa.Integer, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("entry", sa.Integer),
    sa.Column("data", JSONB, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    _of("entry", "entries"),
    sa.Index("ix_events_entry", "debate", "entry", postgresql_where=sa.text("entry IS NOT NULL")),
)

event_texts = sa.Table(
    "event_texts",
    metadata,
    _debate(),
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("words", sa.Text),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("commitment", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["debate", "sequence"], ["events.debate", "events.sequence"], ondelete="CASCADE"),
    sa.CheckConstraint("(words IS NULL) = (salt IS NULL)", name="erased_together"),
)

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
    _debate(),
    _word("cadence", CadenceKind),
    sa.Column("time", sa.Time),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("days", ARRAY(sa.SmallInteger), nullable=False),
    sa.Column("cron", sa.Text),
    sa.Column("quiet", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("pause_reason", sa.Text),
    sa.Column("next_slot", MOMENT, nullable=False),
    sa.Column("set_by", sa.Integer, nullable=False),
    _of("set_by", "participants"),
    sa.CheckConstraint("(cadence = 'cron') = (cron IS NOT NULL)", name="cron_says_when"),
    sa.CheckConstraint("days <@ '{1,2,3,4,5,6,7}'::smallint[]", name="days_of_the_week"),
    sa.Index("ix_schedules_due", "next_slot", postgresql_where=sa.text("pause_reason IS NULL")),
)

slots = sa.Table(
    "slots",
    metadata,
    _debate(),
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
    sa.CheckConstraint("(state = 'posted') = (message IS NOT NULL)", name="posted_has_message"),
    sa.Index("ix_slots_open", "claimed_at", postgresql_where=sa.text("state = 'claimed'")),
)
"""One row for each slot that came due: who inserts it posts its digest. `seen` is how many events the digest tells of,
fixed at the first attempt, so that each attempt posts the same."""

cards = sa.Table(
    "cards",
    metadata,
    _debate(),
    sa.Column("message", sa.BigInteger),
    sa.Column("shown", sa.Integer, sa.CheckConstraint("shown >= 0", name="shown"), nullable=False, server_default="0"),
    sa.Column("due_at", MOMENT),
    sa.Column("owner", sa.Text),
    sa.Column("posting_since", MOMENT),
    sa.Column(
        "attempts",
        sa.SmallInteger,
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        nullable=False,
        server_default="0",
    ),
    sa.Index("ix_cards_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
)
"""The status card of a debate that keeps one: its message (null: none was posted yet, or it is to be posted anew), how
many events it tells of, and when it is to be brought up to date (null: it is); for its owner, when the claim ends.
`posting_since` is since when a message of it may be there that nobody has recorded."""
