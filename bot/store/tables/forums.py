"""The tables of forums whose posts are debates, and of the tags that show where those stand."""

import sqlalchemy as sa

from bot.ledger.standing.debate_tag import DebateTag
from bot.store.tables.columns import MOMENT, debate_column, flag_column, metadata, word_column

forums = sa.Table(
    "forums",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("guild", sa.BigInteger, nullable=False, index=True),
    sa.Column("after", sa.BigInteger, nullable=False),
    sa.Column("chosen", sa.BigInteger),
    flag_column("revives"),
    *(sa.Column(tag.value, sa.BigInteger) for tag in DebateTag),
    sa.Column("left_at", MOMENT, index=True),
)
"""A forum whose posts after that number are debates, those with the chosen tag or all (null); the number of its tag for
each place where a debate can stand (null: it has none); and since when Crux is not in its server (null: it is)."""

forum_posts = sa.Table(
    "forum_posts",
    metadata,
    debate_column(),
    sa.Column("forum", sa.BigInteger, sa.ForeignKey("forums.id", ondelete="CASCADE"), nullable=False, index=True),
    word_column("tag", DebateTag, nullable=True),
    sa.Column("title", sa.BigInteger),
    sa.Column("titled", sa.BigInteger),
    sa.Column("told", sa.Integer, sa.CheckConstraint("told >= 0", name="told"), nullable=False, server_default="0"),
    sa.Column("stale", sa.Boolean, nullable=False, server_default=sa.true()),
    flag_column("archived"),
    sa.Column("not_before", MOMENT),
    sa.Column("owner", sa.Text),
    sa.Column(
        "attempts",
        sa.SmallInteger,
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        nullable=False,
        server_default="0",
    ),
)
"""A debate that is a post of such a forum: the tag on it that says where it stands, the last event that this tells of,
and whether to look at it in any case (`stale`). While it is `archived`, it is left alone. `not_before` is when it may
be looked at again; for its owner, when the claim ends.

`title` is the mark of what it was called when it was last looked at (null: not yet), and `titled` the latest message in
it then (null: none was read).
"""
