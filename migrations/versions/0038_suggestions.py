"""What messages may be entries, until a moderator has looked at each"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

WORDS = ("author", "author_name", "passage", "statement", "marker")
ALL_THERE = " AND ".join(f"{name} IS NOT NULL" for name in WORDS)
NONE_THERE = " AND ".join(f"{name} IS NULL" for name in WORDS)


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("channel", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("passage", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("marker", sa.Text(), nullable=True),
        sa.Column("inexact", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint("place >= 0", name=op.f("ck_suggestions_place")),
        sa.CheckConstraint("kind IN ('claim', 'crux', 'concession')", name=op.f("ck_suggestions_kind")),
        sa.CheckConstraint("decision IN ('accepted', 'dropped')", name=op.f("ck_suggestions_decision")),
        sa.CheckConstraint(
            f"CASE WHEN decision IS NULL THEN {ALL_THERE} ELSE {NONE_THERE} END",
            name=op.f("ck_suggestions_words_until_decided"),
        ),
        sa.PrimaryKeyConstraint("channel", "message", "place", name=op.f("pk_suggestions")),
    )
    op.create_index(op.f("ix_suggestions_author"), "suggestions", ["author"])
    op.create_index(op.f("ix_suggestions_made_at"), "suggestions", ["made_at"])


def downgrade() -> None:
    op.drop_table("suggestions")
