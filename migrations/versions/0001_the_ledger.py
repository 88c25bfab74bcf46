"""The ledger"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CHECKS = (
    ("events", "ck_events_sequence", "sequence > 0"),
    ("schedules", "ck_schedules_cadence", "cadence IN ('daily', 'weekly', 'cron')"),
    ("schedules", "ck_schedules_cron_says_when", "(cadence = 'cron') = (cron IS NOT NULL)"),
    ("schedules", "ck_schedules_days_of_the_week", "days <@ '{1,2,3,4,5,6,7}'::smallint[]"),
    ("entries", "ck_entries_concession_says_how_far", "num_nulls(concedes, scope, conceded_answer) IN (0, 3)"),
    ("entries", "ck_entries_source_is_whole", "(channel IS NULL) = (message IS NULL)"),
    ("slots", "ck_slots_state", "state IN ('claimed', 'posted', 'silent', 'failed')"),
    ("entries", "ck_entries_kind", "kind IN ('claim', 'crux', 'concession')"),
    ("entries", "ck_entries_status", "status IN ('proposed', 'live', 'declined', 'withdrawn')"),
    ("entries", "ck_entries_scope", "scope IN ('whole', 'point', 'argument')"),
    ("entries", "ck_entries_conceded_answer", "conceded_answer IN ('agree', 'disagree', 'unsure')"),
    ("entries", "ck_entries_tagger_answer", "tagger_answer IN ('agree', 'disagree', 'unsure')"),
    ("crux_marks", "ck_crux_marks_degree", "degree IN ('fully', 'partly')"),
    ("links", "ck_links_relation", "relation IN ('supports', 'attacks', 'residue of')"),
    ("stances", "ck_stances_answer", "answer IN ('agree', 'disagree', 'unsure')"),
    ("stances", "ck_stances_credence", "credence BETWEEN 0 AND 100"),
)
"""What no row may be, by table: (table, name, condition)."""

LATER_KEYS = (
    ("digests", "sequence", "events", "sequence"),
    ("events", "entry", "entries", "number"),
    ("schedules", "set_by", "participants", "number"),
)
"""Foreign keys to tables that are made later: (table, column, target, its column)."""

REFUSE_CHANGE = """
CREATE FUNCTION crux_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' AND current_setting('crux.forgetting', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on % is refused: what was written stays', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
"""Only a debate that is forgotten as a whole takes its events along."""

GUARDS = (
    "CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE ON events "
    "FOR EACH ROW EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER events_stay BEFORE TRUNCATE ON events EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER texts_are_erased_at_most BEFORE UPDATE ON event_texts FOR EACH ROW "
    "WHEN (NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR (NEW.debate, NEW.sequence, NEW.field, NEW.commitment) "
    "IS DISTINCT FROM (OLD.debate, OLD.sequence, OLD.field, OLD.commitment)) "
    "EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER texts_stay BEFORE DELETE ON event_texts FOR EACH ROW EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER commitments_stay BEFORE TRUNCATE ON event_texts EXECUTE FUNCTION crux_refuse_change()",
)
"""An event stays as it was written, and of its texts only the words and their salt may be erased."""

TRIGRAMS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'pg_trgm may not be created by this user: searches find no misspelt words';
END $$
"""
"""Searches that forgive a misspelt word; without the extension they find exact words alone."""


def upgrade() -> None:
    op.create_table(
        "debates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("head_sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debates")),
    )
    op.create_index(op.f("ix_debates_guild"), "debates", ["guild"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "user", "message", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_at"), "drafts", ["at"], unique=False)
    op.create_table(
        "digests",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_digests_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "sequence", name=op.f("pk_digests")),
    )
    op.create_table(
        "events",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_events_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "sequence", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_entry",
        "events",
        ["debate", "entry"],
        unique=False,
        postgresql_where=sa.text("entry IS NOT NULL"),
    )
    op.create_table(
        "schedules",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("cron", sa.Text(), nullable=True),
        sa.Column("quiet", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("next_slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_schedules_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_schedules")),
    )
    op.create_index(
        "ix_schedules_due",
        "schedules",
        ["next_slot"],
        unique=False,
        postgresql_where=sa.text("pause_reason IS NULL"),
    )
    op.create_table(
        "sides",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_sides_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "number", name=op.f("pk_sides")),
    )
    op.create_table(
        "slots",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("first_claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(state = 'posted') = (message IS NOT NULL)", name=op.f("ck_slots_posted_has_message")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_slots_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "slot", name=op.f("pk_slots")),
    )
    op.create_index(
        "ix_slots_open", "slots", ["claimed_at"], unique=False, postgresql_where=sa.text("state = 'claimed'")
    )
    op.create_table(
        "event_texts",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(words IS NULL) = (salt IS NULL)", name=op.f("ck_event_texts_erased_together")),
        sa.ForeignKeyConstraint(
            ["debate", "sequence"],
            ["events.debate", "events.sequence"],
            name=op.f("fk_event_texts_debate_sequence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_event_texts_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "sequence", "field", name=op.f("pk_event_texts")),
    )
    op.create_table(
        "participants",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("side", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debate", "side"],
            ["sides.debate", "sides.number"],
            name=op.f("fk_participants_debate_side"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_participants_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "number", name=op.f("pk_participants")),
        sa.UniqueConstraint("debate", "user", name=op.f("uq_participants_debate_user")),
    )
    op.create_table(
        "definitions",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("term", sa.Text(), nullable=True),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debate", "owner"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_definitions_debate_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_definitions_debate_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_definitions_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "number", name=op.f("pk_definitions")),
    )
    op.create_table(
        "entries",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("tagger", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passage", sa.Text(), nullable=True),
        sa.Column("channel", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("concedes", sa.Integer(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("conceded_answer", sa.Text(), nullable=True),
        sa.Column("has_proposal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tagger_answer", sa.Text(), nullable=True),
        sa.Column("crux_for", sa.Integer(), nullable=True),
        sa.Column("parked_by", sa.Integer(), nullable=True),
        sa.Column("parking_agreed_by", sa.Integer(), nullable=True),
        sa.Column("orphaned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source_edited", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source_deleted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'concession') = (concedes IS NOT NULL)", name=op.f("ck_entries_concession_names_entry")
        ),
        sa.CheckConstraint("has_proposal = (status = 'proposed')", name=op.f("ck_entries_proposal_while_proposed")),
        sa.CheckConstraint("concedes <> number", name=op.f("ck_entries_concedes_another")),
        sa.CheckConstraint("crux_for <> number", name=op.f("ck_entries_crux_for_another")),
        sa.CheckConstraint(
            "parked_by IS NOT NULL OR parking_agreed_by IS NULL",
            name=op.f("ck_entries_parking_begins_with_one"),
        ),
        sa.ForeignKeyConstraint(
            ["debate", "author"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_entries_debate_author"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "concedes"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_entries_debate_concedes"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "crux_for"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_entries_debate_crux_for"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "parked_by"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_entries_debate_parked_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "parking_agreed_by"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_entries_debate_parking_agreed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "tagger"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_entries_debate_tagger"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_entries_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "number", name=op.f("pk_entries")),
    )
    op.create_index("ix_entries_message", "entries", ["debate", "message"], unique=False)
    op.create_table(
        "adoptions",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["debate", "definition"],
            ["definitions.debate", "definitions.number"],
            name=op.f("fk_adoptions_debate_definition"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_adoptions_debate_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_adoptions_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "definition", "person", name=op.f("pk_adoptions")),
    )
    op.create_table(
        "crux_marks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("degree", sa.Text(), nullable=False),
        sa.CheckConstraint("target <> entry", name=op.f("ck_crux_marks_target_another")),
        sa.ForeignKeyConstraint(
            ["debate", "entry"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_crux_marks_debate_entry"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_crux_marks_debate_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "target"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_crux_marks_debate_target"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_crux_marks_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crux_marks")),
        sa.UniqueConstraint(
            "debate",
            "entry",
            "person",
            "target",
            name=op.f("uq_crux_marks_debate_entry_person_target"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "links",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.CheckConstraint("target <> entry", name=op.f("ck_links_target_another")),
        sa.ForeignKeyConstraint(
            ["debate", "entry"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_links_debate_entry"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "target"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_links_debate_target"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_links_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "entry", "relation", "target", name=op.f("pk_links")),
    )
    op.create_table(
        "wordings",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.CheckConstraint("char_length(statement) BETWEEN 1 AND 300", name=op.f("ck_wordings_statement_length")),
        sa.ForeignKeyConstraint(
            ["debate", "entry"],
            ["entries.debate", "entries.number"],
            name=op.f("fk_wordings_debate_entry"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_wordings_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "entry", "number", name=op.f("pk_wordings")),
    )
    op.create_table(
        "stances",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("credence", sa.SmallInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["debate", "entry", "wording"],
            ["wordings.debate", "wordings.entry", "wordings.number"],
            name=op.f("fk_stances_debate_entry_wording"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_stances_debate_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_stances_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "entry", "person", name=op.f("pk_stances")),
    )
    for table, name, condition in CHECKS:
        op.create_check_constraint(op.f(name), table, condition)
    for table, column, target, its_column in LATER_KEYS:
        op.create_foreign_key(
            op.f(f"fk_{table}_debate_{column}"),
            table,
            target,
            ["debate", column],
            ["debate", its_column],
            initially="DEFERRED",
            deferrable=True,
        )
    op.execute(REFUSE_CHANGE)
    for guard in GUARDS:
        op.execute(guard)
    op.execute(TRIGRAMS)


def downgrade() -> None:
    for table, column, _target, _its_column in LATER_KEYS:
        op.drop_constraint(op.f(f"fk_{table}_debate_{column}"), table, type_="foreignkey")
    op.drop_table("stances")
    op.drop_table("wordings")
    op.drop_table("links")
    op.drop_table("crux_marks")
    op.drop_table("adoptions")
    op.drop_index("ix_entries_message", table_name="entries")
    op.drop_table("entries")
    op.drop_table("definitions")
    op.drop_table("participants")
    op.drop_table("event_texts")
    op.drop_index("ix_slots_open", table_name="slots", postgresql_where=sa.text("state = 'claimed'"))
    op.drop_table("slots")
    op.drop_table("sides")
    op.drop_index("ix_schedules_due", table_name="schedules", postgresql_where=sa.text("pause_reason IS NULL"))
    op.drop_table("schedules")
    op.drop_index("ix_events_entry", table_name="events", postgresql_where=sa.text("entry IS NOT NULL"))
    op.drop_table("events")
    op.drop_table("digests")
    op.drop_index(op.f("ix_drafts_at"), table_name="drafts")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_debates_guild"), table_name="debates")
    op.drop_table("debates")
    op.execute("DROP FUNCTION crux_refuse_change()")
