"""Who has answered anything, without a look at every stance"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_stances_person", "stances", ["debate", "person"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_stances_person", table_name="stances")
