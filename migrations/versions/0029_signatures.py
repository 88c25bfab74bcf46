"""Members of sides say whether a digest is fair to theirs"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signatures",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("fair", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_signatures_debate"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_signatures_debate_person"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["debate", "digest"],
            ["digests.debate", "digests.sequence"],
            name=op.f("fk_signatures_debate_digest"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("debate", "digest", "person", name=op.f("pk_signatures")),
    )


def downgrade() -> None:
    op.drop_table("signatures")
