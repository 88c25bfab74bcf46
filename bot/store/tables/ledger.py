"""The tables of what stands in a ledger now, exactly as its replayed events (`events.py`) give it.

Every number is a number within its debate.
"""

import sqlalchemy as sa

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope, Status
from bot.store.tables.columns import MOMENT, debate_column, flag_column, metadata, reference_to, word_column

TALLY_COLUMNS = {
    "both": "estimated_both",
    "only_before": "estimated_before_only",
    "only_after": "estimated_after_only",
    "towards_yes": "moved_towards_yes",
    "towards_no": "moved_towards_no",
    "unmoved": "estimated_unmoved",
    "median_before": "median_before",
    "median_after": "median_after",
}
"""What was counted of a closed debate's estimates, by the fields of `Tally`."""

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
    sa.Column("private", sa.Boolean),
    sa.Column("settled", sa.Text),
    sa.Column("still_open", sa.Text),
    sa.Column("look_again", sa.Date),
    sa.Column("locked_at", MOMENT),
    sa.Column("lock_reason", sa.Text),
    *(sa.Column(name, sa.Integer) for name in TALLY_COLUMNS.values()),
    sa.Index("ix_debates_left_at", "left_at", postgresql_where=sa.text("left_at IS NOT NULL")),
    sa.Index("ix_debates_look_again", "look_again", postgresql_where=sa.text("look_again IS NOT NULL")),
)
"""`left_at` is when Crux lost the channel or the server: the retention clock counts from there. `private` is whether
only those who were let into the channel see it, null where that is not known: what it tells is told nowhere else.

What of it must fit together (an outcome, a lock's reason, a tally) is asked by a trigger on these columns: a CHECK
would be read anew by each append, which moves the head (migration 0040)."""

sides = sa.Table(
    "sides",
    metadata,
    debate_column(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text),
)

former_sides = sa.Table(
    "former_sides",
    metadata,
    debate_column(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("merged_into", sa.Integer),
    sa.CheckConstraint("merged_into <> number", name="merged_into_another"),
)
"""Sides that were removed or merged into others: their numbers are given to no other side."""

participants = sa.Table(
    "participants",
    metadata,
    debate_column(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("user", sa.BigInteger),
    sa.Column("name", sa.Text),
    sa.Column("side", sa.Integer),
    flag_column("forgotten"),
    flag_column("uncounted"),
    sa.Column("estimate_before", sa.SmallInteger),
    sa.Column("estimate_after", sa.SmallInteger),
    sa.CheckConstraint("estimate_before BETWEEN 0 AND 100", name="estimate_before"),
    sa.CheckConstraint("estimate_after BETWEEN 0 AND 100", name="estimate_after"),
    reference_to("side", "sides"),
    sa.UniqueConstraint("debate", "user"),
    sa.Index("ix_participants_name", "debate", sa.text("md5(name)")),
    sa.Index("ix_participants_user", "user", postgresql_where=sa.text('"user" IS NOT NULL')),
)

entries = sa.Table(
    "entries",
    metadata,
    debate_column(),
    sa.Column("number", sa.Integer, primary_key=True),
    word_column("kind", Kind),
    sa.Column("author", sa.Integer, nullable=False),
    sa.Column("tagger", sa.Integer, nullable=False),
    word_column("status", Status),
    sa.Column("tagged_at", MOMENT, nullable=False),
    sa.Column("passage", sa.Text),
    sa.Column("channel", sa.BigInteger),
    sa.Column("message", sa.BigInteger),
    sa.Column("concedes", sa.Integer),
    word_column("scope", Scope, nullable=True),
    word_column("conceded_answer", Answer, nullable=True),
    flag_column("has_proposal"),
    word_column("tagger_answer", Answer, nullable=True),
    sa.Column("crux_for", sa.Integer),
    sa.Column("parked_by", sa.Integer),
    sa.Column("parking_agreed_by", sa.Integer),
    sa.Column("merged_into", sa.Integer),
    flag_column("orphaned"),
    flag_column("source_edited"),
    flag_column("source_deleted"),
    sa.Column("conceded_wording", sa.Integer),
    word_column("conceded_before", Answer, nullable=True),
    reference_to("author", "participants"),
    reference_to("tagger", "participants"),
    reference_to("concedes", "entries"),
    reference_to("crux_for", "entries"),
    reference_to("parked_by", "participants"),
    reference_to("parking_agreed_by", "participants"),
    reference_to("merged_into", "entries"),
    sa.CheckConstraint("(kind = 'concession') = (concedes IS NOT NULL)", name="concession_names_entry"),
    sa.CheckConstraint("num_nulls(concedes, scope, conceded_answer) IN (0, 3)", name="concession_says_how_far"),
    sa.CheckConstraint("concedes IS NOT NULL OR conceded_wording IS NULL", name="only_concessions_are_plain"),
    sa.CheckConstraint("concedes IS NOT NULL OR conceded_before IS NULL", name="only_concessions_move"),
    sa.CheckConstraint("(channel IS NULL) = (message IS NULL)", name="source_is_whole"),
    sa.CheckConstraint("concedes <> number", name="concedes_another"),
    sa.CheckConstraint("crux_for <> number", name="crux_for_another"),
    sa.CheckConstraint("parked_by IS NOT NULL OR parking_agreed_by IS NULL", name="parking_begins_with_one"),
    sa.CheckConstraint("has_proposal = (status = 'proposed')", name="proposal_while_proposed"),
    sa.CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name="merged_into_one"),
    sa.CheckConstraint("merged_into <> number", name="merged_into_another"),
    sa.Index("ix_entries_message", "debate", "message"),
    sa.Index("ix_entries_tagger", "debate", "tagger", "tagged_at"),
)

wordings = sa.Table(
    "wordings",
    metadata,
    debate_column(),
    sa.Column("entry", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("statement", sa.Text),
    sa.Column("folded", sa.Text),
    reference_to("entry", "entries"),
    sa.CheckConstraint("char_length(statement) BETWEEN 1 AND 300", name="statement_length"),
    sa.CheckConstraint("(folded IS NULL) = (statement IS NULL)", name="folded_with_statement"),
)
"""`folded` is the form of the statement in which searches look for words, whatever their case."""

stances = sa.Table(
    "stances",
    metadata,
    debate_column(),
    sa.Column("entry", sa.Integer, primary_key=True),
    sa.Column("person", sa.Integer, primary_key=True),
    sa.Column("wording", sa.Integer, nullable=False),
    word_column("answer", Answer),
    sa.Column("credence", sa.SmallInteger, sa.CheckConstraint("credence BETWEEN 0 AND 100", name="credence")),
    sa.Column("at", MOMENT, nullable=False),
    word_column("moved_from", Answer, nullable=True),
    sa.Column("moved_at", MOMENT),
    reference_to("person", "participants"),
    sa.CheckConstraint("moved_from IS NULL OR moved_at IS NOT NULL", name="moved_at_a_moment"),
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
    word_column("degree", Degree),
    reference_to("entry", "entries"),
    reference_to("person", "participants"),
    reference_to("target", "entries"),
    sa.UniqueConstraint("debate", "entry", "person", "target", postgresql_nulls_not_distinct=True),
    sa.CheckConstraint("target <> entry", name="target_another"),
)

links = sa.Table(
    "links",
    metadata,
    debate_column(),
    sa.Column("entry", sa.Integer, primary_key=True),
    word_column("relation", Relation, primary_key=True),
    sa.Column("target", sa.Integer, primary_key=True),
    reference_to("entry", "entries"),
    reference_to("target", "entries"),
    sa.CheckConstraint("target <> entry", name="target_another"),
)

definitions = sa.Table(
    "definitions",
    metadata,
    debate_column(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("term", sa.Text),
    sa.Column("meaning", sa.Text),
    sa.Column("person", sa.Integer, nullable=False),
    sa.Column("owner", sa.Integer, nullable=False),
    sa.Column("channel", sa.BigInteger),
    sa.Column("message", sa.BigInteger),
    reference_to("person", "participants"),
    reference_to("owner", "participants"),
)

adoptions = sa.Table(
    "adoptions",
    metadata,
    debate_column(),
    sa.Column("definition", sa.Integer, primary_key=True),
    sa.Column("person", sa.Integer, primary_key=True),
    reference_to("definition", "definitions"),
    reference_to("person", "participants"),
)

digests = sa.Table(
    "digests",
    metadata,
    debate_column(),
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(
        ["debate", "sequence"], ["events.debate", "events.sequence"], deferrable=True, initially="DEFERRED"
    ),
)

signatures = sa.Table(
    "signatures",
    metadata,
    debate_column(),
    sa.Column("digest", sa.Integer, primary_key=True),
    sa.Column("person", sa.Integer, primary_key=True),
    sa.Column("side", sa.Integer, nullable=False),
    sa.Column("fair", sa.Boolean, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    reference_to("person", "participants"),
    sa.ForeignKeyConstraint(
        ["debate", "digest"], ["digests.debate", "digests.sequence"], deferrable=True, initially="DEFERRED"
    ),
)
"""What members of sides said of digests, one of a person and digest: that it is fair to their side, or not."""
