"""The digests of servers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "server_digests",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("cron", sa.Text(), nullable=True),
        sa.Column("next_slot", moment, nullable=False),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("obstacle", sa.Text(), nullable=True),
        sa.Column("slot", moment, nullable=True),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("posting_since", moment, nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("telling", postgresql.JSONB(), nullable=True),
        sa.Column("told", postgresql.JSONB(), nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("posted_slot", moment, nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("cadence IN ('daily', 'weekly', 'cron')", name=op.f("ck_server_digests_cadence")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_server_digests_attempts")),
        sa.CheckConstraint("(cadence = 'cron') = (cron IS NOT NULL)", name=op.f("ck_server_digests_cron_says_when")),
        sa.CheckConstraint("days <@ '{1,2,3,4,5,6,7}'::smallint[]", name=op.f("ck_server_digests_days_of_the_week")),
        sa.CheckConstraint(
            "obstacle IS NULL OR pause_reason IS NOT NULL", name=op.f("ck_server_digests_obstacle_pauses")
        ),
        sa.CheckConstraint("(slot IS NULL) = (due_at IS NULL)", name=op.f("ck_server_digests_slot_is_due")),
        sa.CheckConstraint(
            "slot IS NOT NULL OR num_nonnulls(owner, posting_since) = 0",
            name=op.f("ck_server_digests_open_while_claimed"),
        ),
        sa.CheckConstraint(
            "num_nulls(posted_slot, message) IN (0, 2)", name=op.f("ck_server_digests_posted_has_message")
        ),
        sa.ForeignKeyConstraint(
            ["guild"], ["server_settings.guild"], name=op.f("fk_server_digests_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild", name=op.f("pk_server_digests")),
    )
    op.create_index(
        op.f("ix_server_digests_next_slot"),
        "server_digests",
        ["next_slot"],
        postgresql_where=sa.text("pause_reason IS NULL"),
    )
    op.create_index(
        op.f("ix_server_digests_due_at"), "server_digests", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("server_digests")
