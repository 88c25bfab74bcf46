"""How large a file of votes may be: far larger than any conversation, and small enough to be held in memory."""

MOST_PARTICIPANTS = 500_000
"""Polis's largest conversations have some ten thousand."""

MOST_COMMENTS = 50_000
"""Polis's largest conversations have some thousand."""

MOST_TALLIES = 250_000
"""Comments times groups: for each comment, the votes of each group are counted."""
