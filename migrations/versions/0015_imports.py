"""Which ledgers were imported, when, and up to which event"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_imports_debate"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["debate", "events"],
            ["events.debate", "events.sequence"],
            name=op.f("fk_imports_debate_events"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_imports")),
    )


def downgrade() -> None:
    op.drop_table("imports")
