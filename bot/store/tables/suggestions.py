"""The tables of what messages may be entries, until a moderator has looked at each, and of when channels were read."""

import sqlalchemy as sa

from bot.ledger.entries import Kind
from bot.ledger.rules.suggestions import Decision
from bot.store.tables.columns import MOMENT, flag_column, metadata, word_column

_WORDS = ("author", "author_name", "passage", "statement", "marker")
_ALL_THERE = " AND ".join(f"{name} IS NOT NULL" for name in _WORDS)
_NONE_THERE = " AND ".join(f"{name} IS NULL" for name in _WORDS)

suggestions = sa.Table(
    "suggestions",
    metadata,
    sa.Column("channel", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, sa.CheckConstraint("place >= 0", name="place"), primary_key=True),
    sa.Column("guild", sa.BigInteger, nullable=False),
    word_column("kind", Kind),
    sa.Column("author", sa.BigInteger, index=True),
    sa.Column("author_name", sa.Text),
    sa.Column("passage", sa.Text),
    sa.Column("statement", sa.Text),
    sa.Column("marker", sa.Text),
    flag_column("inexact"),
    sa.Column("made_at", MOMENT, nullable=False, index=True),
    word_column("decision", Decision, nullable=True),
    sa.CheckConstraint(
        f"CASE WHEN decision IS NULL THEN {_ALL_THERE} ELSE {_NONE_THERE} END", name="words_until_decided"
    ),
)
"""Outside of any ledger, and of channels that may have no debate yet. `place` is where the sentence begins in its
message; `inexact`, its passage comes from a file that does not have the message as it was written. What was decided
keeps no words and names nobody: it is kept so that the same is not suggested again."""

channel_readings = sa.Table(
    "channel_readings",
    metadata,
    sa.Column("channel", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", MOMENT, nullable=False, index=True),
)
"""When a channel's messages were last read for suggestions, so that they are not read again at once."""
