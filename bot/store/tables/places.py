"""The table of where debates are that are threads."""

import sqlalchemy as sa

from bot.store.tables.columns import debate_column, flag_column, metadata

debate_places = sa.Table(
    "debate_places",
    metadata,
    debate_column(),
    sa.Column("parent", sa.BigInteger, nullable=False),
    flag_column("private"),
)
"""The channel that a debate's thread is in, and whether only who was added to it sees it: kept of threads that were
archived, since the platform tells only of open ones."""
