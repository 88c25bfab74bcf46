"""Where debates are that are threads"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "debate_places",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("parent", sa.BigInteger(), nullable=False),
        sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_debate_places_debate"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_debate_places")),
    )


def downgrade() -> None:
    op.drop_table("debate_places")
