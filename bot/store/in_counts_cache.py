"""Where debates stand in counts, kept from one overview to the next: only what has gone on is counted anew.

The cache is lost with the process.
"""

from collections import OrderedDict

from bot.ledger.telling.in_counts import InCounts

MOST = 10_000
"""How many debates are kept; those that were told of least lately go first."""


class InCountsCache:
    """The counts of debates. They hold nobody's words, and nobody's name."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, InCounts] = OrderedDict()

    def of(self, debate: int, sequence: int, sealed: bytes) -> InCounts | None:
        """Where a debate stands whose last event is that one; None where that is not kept."""
        kept = self._of.get(debate)
        return kept if kept is not None and (kept.sequence, kept.hash) == (sequence, sealed) else None

    def keep(self, counts: InCounts) -> None:
        """Keep where a debate stands."""
        self._of[counts.debate] = counts
        self._of.move_to_end(counts.debate)
        while len(self._of) > MOST:
            self._of.popitem(last=False)
