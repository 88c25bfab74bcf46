"""A closed debate has an outcome, and may come back on a day: by one reminder"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("debates", sa.Column("settled", sa.Text(), nullable=True))
    op.add_column("debates", sa.Column("still_open", sa.Text(), nullable=True))
    op.add_column("debates", sa.Column("look_again", sa.Date(), nullable=True))
    op.create_check_constraint(
        op.f("ck_debates_outcome_once_closed"),
        "debates",
        "closed_at IS NOT NULL OR num_nonnulls(settled, still_open, look_again) = 0",
    )
    op.create_index(
        "ix_debates_look_again",
        "debates",
        ["look_again"],
        unique=False,
        postgresql_where=sa.text("look_again IS NOT NULL"),
    )
    op.create_table(
        "reminders",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("posting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_reminders_attempts")),
        sa.CheckConstraint("message IS NULL OR due_at IS NULL", name=op.f("ck_reminders_posted_once")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_reminders_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_reminders")),
    )
    op.create_index(
        "ix_reminders_due", "reminders", ["due_at"], unique=False, postgresql_where=sa.text("due_at IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_reminders_due", table_name="reminders", postgresql_where=sa.text("due_at IS NOT NULL"))
    op.drop_table("reminders")
    op.drop_index("ix_debates_look_again", table_name="debates", postgresql_where=sa.text("look_again IS NOT NULL"))
    op.drop_constraint(op.f("ck_debates_outcome_once_closed"), "debates", type_="check")
    op.drop_column("debates", "look_again")
    op.drop_column("debates", "still_open")
    op.drop_column("debates", "settled")
