"""The table of what people have chosen for themselves, wherever they are."""

import sqlalchemy as sa

from bot.store.tables.columns import metadata

reader_languages = sa.Table(
    "reader_languages",
    metadata,
    sa.Column("user", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, sa.Identity(), nullable=False),
    sa.CheckConstraint("language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$'", name="language"),
)
"""Who has chosen which language, by number on the platform; each choice has a revision that no other one has."""
