"""Why moderators have locked a ledger"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("debates", sa.Column("lock_reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_debates_reason_while_locked"), "debates", "locked_at IS NOT NULL OR lock_reason IS NULL"
    )


def downgrade() -> None:
    op.drop_column("debates", "lock_reason")
