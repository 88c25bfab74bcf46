"""When a channel's messages were last read for suggestions"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_readings",
        sa.Column("channel", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_readings")),
    )
    op.create_index(op.f("ix_channel_readings_at"), "channel_readings", ["at"])


def downgrade() -> None:
    op.drop_table("channel_readings")
