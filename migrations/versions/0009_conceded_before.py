"""A concession says what its author answered before"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("conceded_before", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_entries_conceded_before"), "entries", "conceded_before IN ('agree', 'disagree', 'unsure')"
    )
    op.create_check_constraint(
        op.f("ck_entries_only_concessions_move"), "entries", "concedes IS NOT NULL OR conceded_before IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_entries_only_concessions_move"), "entries", type_="check")
    op.drop_constraint(op.f("ck_entries_conceded_before"), "entries", type_="check")
    op.drop_column("entries", "conceded_before")
