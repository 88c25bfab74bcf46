"""Those of one name are found by it: two of them are told apart wherever they are named"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_participants_name", "participants", ["debate", sa.text("md5(name)")])


def downgrade() -> None:
    op.drop_index("ix_participants_name", "participants")
