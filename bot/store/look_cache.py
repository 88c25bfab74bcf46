"""The latest looks at debates, so that a digest counts only what came since.

Counting a million stances takes the database a moment; what ten people did since then does not. The cache is lost with
the process; the next look is then a full one.
"""

from collections import OrderedDict
from dataclasses import dataclass

from bot.ledger.entries import Ledger
from bot.ledger.standing.standing import Standing

MOST_ENTRIES = 20_000
"""How many entries are cached in all; the debates that were looked at longest ago go first."""


@dataclass(frozen=True, slots=True)
class DigestLook:
    """A debate after its event `seen`, whose hash is `hash`, with its stances counted, and where everything stands."""

    seen: int
    hash: bytes
    ledger: Ledger
    standing: Standing


class DigestLookCache:
    """The latest looks at some debates: of each the newest, and the one that its last digest told of."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, dict[int, DigestLook]] = OrderedDict()

    def newest(self, debate: int) -> DigestLook | None:
        return next(reversed(self._of.get(debate, {}).values()), None)

    def at(self, debate: int, seen: int) -> DigestLook | None:
        return self._of.get(debate, {}).get(seen)

    def every(self) -> list[DigestLook]:
        return [look for kept in self._of.values() for look in kept.values()]

    def let_go(self, debate: int) -> None:
        """Keep nothing of a debate: what was erased from it must not stay in memory."""
        self._of.pop(debate, None)

    def keep(self, look: DigestLook) -> None:
        """Keep a look, and let go of what no digest will go on from."""
        debate = look.ledger.debate.id
        told = max((posted.sequence for posted in look.ledger.digests), default=None)
        kept = {seen: other for seen, other in self._of.pop(debate, {}).items() if seen == told and seen != look.seen}
        self._of[debate] = kept | {look.seen: look}
        while len(self._of) > 1 and self._entries() > MOST_ENTRIES:
            self._of.popitem(last=False)

    def _entries(self) -> int:
        return sum(len(look.ledger.entries) for look in self.every())
