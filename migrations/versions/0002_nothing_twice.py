"""Nothing twice, nothing kept too long: requests once, attempts counted, merges, debates that Crux has left"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATUS = ("entries", "ck_entries_status", "status IN ('proposed', 'live', 'declined', 'withdrawn', 'merged')")
RELATION = ("links", "ck_links_relation", "relation IN ('supports', 'attacks', 'residue of', 'restates')")
EARLIER_STATUS = ("entries", "ck_entries_status", "status IN ('proposed', 'live', 'declined', 'withdrawn')")
EARLIER_RELATION = ("links", "ck_links_relation", "relation IN ('supports', 'attacks', 'residue of')")


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_at"), "requests", ["at"], unique=False)
    op.add_column("slots", sa.Column("attempts", sa.SmallInteger(), server_default="1", nullable=False))
    op.create_check_constraint(op.f("ck_slots_attempts"), "slots", "attempts > 0")
    op.add_column("slots", sa.Column("seen", sa.Integer(), nullable=True))
    op.add_column("debates", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_debates_left_at", "debates", ["left_at"], unique=False, postgresql_where=sa.text("left_at IS NOT NULL")
    )
    op.create_index(
        "ix_participants_user",
        "participants",
        ["user"],
        unique=False,
        postgresql_where=sa.text('"user" IS NOT NULL'),
    )
    op.add_column("entries", sa.Column("merged_into", sa.Integer(), nullable=True))
    for table, name, condition in (STATUS, RELATION):
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, condition)
    op.create_check_constraint(
        op.f("ck_entries_merged_into_one"), "entries", "(status = 'merged') = (merged_into IS NOT NULL)"
    )
    op.create_check_constraint(op.f("ck_entries_merged_into_another"), "entries", "merged_into <> number")
    op.create_foreign_key(
        op.f("fk_entries_debate_merged_into"),
        "entries",
        "entries",
        ["debate", "merged_into"],
        ["debate", "number"],
        initially="DEFERRED",
        deferrable=True,
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_entries_debate_merged_into"), "entries", type_="foreignkey")
    op.drop_constraint(op.f("ck_entries_merged_into_another"), "entries", type_="check")
    op.drop_constraint(op.f("ck_entries_merged_into_one"), "entries", type_="check")
    # The schema before knows no merges: a merged entry is one that was taken back.
    op.execute("UPDATE entries SET status = 'withdrawn' WHERE status = 'merged'")
    op.execute("DELETE FROM links WHERE relation = 'restates'")
    for table, name, condition in (EARLIER_STATUS, EARLIER_RELATION):
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, condition)
    op.drop_column("entries", "merged_into")
    op.drop_index("ix_participants_user", table_name="participants", postgresql_where=sa.text('"user" IS NOT NULL'))
    op.drop_index("ix_debates_left_at", table_name="debates", postgresql_where=sa.text("left_at IS NOT NULL"))
    op.drop_column("debates", "left_at")
    op.drop_column("slots", "seen")
    op.drop_constraint(op.f("ck_slots_attempts"), "slots", type_="check")
    op.drop_column("slots", "attempts")
    op.drop_index(op.f("ix_requests_at"), table_name="requests")
    op.drop_table("requests")
