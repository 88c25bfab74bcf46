"""A concession without words of its own names the wording that it concedes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("conceded_wording", sa.Integer(), nullable=True))
    op.create_check_constraint(
        op.f("ck_entries_only_concessions_are_plain"), "entries", "concedes IS NOT NULL OR conceded_wording IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_entries_only_concessions_are_plain"), "entries", type_="check")
    op.drop_column("entries", "conceded_wording")
