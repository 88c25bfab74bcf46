"""Sides that were removed, or merged into others, keep their numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_sides",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.CheckConstraint("merged_into <> number", name=op.f("ck_former_sides_merged_into_another")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_former_sides_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", "number", name=op.f("pk_former_sides")),
    )


def downgrade() -> None:
    op.drop_table("former_sides")
