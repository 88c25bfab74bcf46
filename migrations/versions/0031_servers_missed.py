"""Since when a server that Crux is added to is new, also where nobody listened then"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "welcoming",
        sa.Column("one_row", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_row", name=op.f("ck_welcoming_one_row")),
        sa.PrimaryKeyConstraint("one_row", name=op.f("pk_welcoming")),
    )


def downgrade() -> None:
    op.drop_table("welcoming")
