"""Forums whose posts are debates, and the tags that show where those stand"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TAGS = ("diverging", "common_ground", "settled", "needs_answers")


def upgrade() -> None:
    op.create_table(
        "forums",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("chosen", sa.BigInteger(), nullable=True),
        sa.Column("revives", sa.Boolean(), server_default=sa.false(), nullable=False),
        *(sa.Column(tag, sa.BigInteger(), nullable=True) for tag in TAGS),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forums")),
    )
    op.create_index(op.f("ix_forums_guild"), "forums", ["guild"])
    op.create_index(op.f("ix_forums_left_at"), "forums", ["left_at"])
    op.create_table(
        "forum_posts",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("forum", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("told", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stale", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(f"tag IN ({', '.join(map(repr, TAGS))})", name=op.f("ck_forum_posts_tag")),
        sa.CheckConstraint("told >= 0", name=op.f("ck_forum_posts_told")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_forum_posts_attempts")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_forum_posts_debate"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forums.id"], name=op.f("fk_forum_posts_forum"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_forum_posts")),
    )
    op.create_index(op.f("ix_forum_posts_forum"), "forum_posts", ["forum"])


def downgrade() -> None:
    op.drop_table("forum_posts")
    op.drop_table("forums")
