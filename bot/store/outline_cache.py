"""The outlines of the debates that were read in lately, kept from one reader to the next.

The cache is lost with the process; the next outline is then counted from the tables.
"""

from collections import OrderedDict

from bot.ledger.standing.outline import Outline

MOST = 200_000
"""How many people and entries are kept in all; the debates read in least lately go first."""


class OutlineCache:
    """The outlines of the debates that were read in lately. They hold nobody's words."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, Outline] = OrderedDict()

    def of(self, debate: int) -> Outline | None:
        """A debate's outline; None where none is kept."""
        return self._of.get(debate)

    def keep(self, debate: int, outline: Outline) -> None:
        """Keep an outline, and drop those that were kept first where that is too much."""
        self._of[debate] = outline
        self._of.move_to_end(debate)
        while len(self._of) > 1 and sum(kept.size for kept in self._of.values()) > MOST:
            self._of.popitem(last=False)
