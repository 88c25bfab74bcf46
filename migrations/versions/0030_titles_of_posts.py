"""What the posts of forums were called when they were last looked at"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forum_posts", sa.Column("title", sa.BigInteger(), nullable=True))
    op.add_column("forum_posts", sa.Column("titled", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("forum_posts", "titled")
    op.drop_column("forum_posts", "title")
