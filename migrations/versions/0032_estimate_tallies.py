"""The tally of a closed debate's estimates is posted: by one message"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SHOWN_OF_AN_EARLIER_CLOSING = """
UPDATE participants p SET estimate_before = NULL, estimate_after = NULL
FROM debates d WHERE d.id = p.debate AND d.estimated_both IS NULL
AND num_nonnulls(p.estimate_before, p.estimate_after) > 0
"""
"""What was shown of a closing is over with it, as its tally is: from now on the event of the reopening does that."""


def upgrade() -> None:
    op.create_table(
        "estimate_tallies",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("posting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_estimate_tallies_attempts")),
        sa.CheckConstraint("message IS NULL OR due_at IS NULL", name=op.f("ck_estimate_tallies_posted_once")),
        sa.ForeignKeyConstraint(
            ["debate"], ["debates.id"], name=op.f("fk_estimate_tallies_debate"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["debate", "counted"],
            ["events.debate", "events.sequence"],
            name=op.f("fk_estimate_tallies_debate_counted"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_estimate_tallies")),
    )
    op.create_index(
        "ix_estimate_tallies_due",
        "estimate_tallies",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.execute(SHOWN_OF_AN_EARLIER_CLOSING)


def downgrade() -> None:
    op.drop_index(
        "ix_estimate_tallies_due", table_name="estimate_tallies", postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.drop_table("estimate_tallies")
