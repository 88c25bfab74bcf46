"""One card a debate: the message that is kept up to date"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("posting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("shown >= 0", name=op.f("ck_cards_shown")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_cards_attempts")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_cards_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_due", "cards", ["due_at"], unique=False, postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_cards_due", table_name="cards", postgresql_where=sa.text("due_at IS NOT NULL"))
    op.drop_table("cards")
