"""Where Crux has begun on a server with a message"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "welcomes",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("channels", ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("posting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_welcomes_attempts")),
        sa.CheckConstraint("message IS NULL OR due_at IS NULL", name=op.f("ck_welcomes_posted_once")),
        sa.CheckConstraint("due_at IS NULL OR cardinality(channels) > 0", name=op.f("ck_welcomes_due_somewhere")),
        sa.ForeignKeyConstraint(
            ["guild"], ["server_settings.guild"], name=op.f("fk_welcomes_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild", name=op.f("pk_welcomes")),
    )
    op.create_index("ix_welcomes_due", "welcomes", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("welcomes")
