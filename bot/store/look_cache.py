"""A cache of the latest looks at debates, so that a digest counts only the stances since the last one.

Counting a million stances takes the database seconds; counting ten new ones does not. The cache is lost with the
process; the next look then counts all stances.
"""

from collections import OrderedDict
from dataclasses import dataclass

from bot.ledger.ledger import Ledger
from bot.ledger.standing.standing import Standing

MOST_ENTRIES = 20_000
"""How many entries are cached in all; the debates that were looked at longest ago go first."""


@dataclass(frozen=True, slots=True)
class DigestLook:
    """A debate after its event `upto`, whose hash is `hash`: its stances counted, and where each entry stands."""

    upto: int
    hash: bytes
    ledger: Ledger
    standing: Standing


class DigestLookCache:
    """The latest looks at some debates: of each the newest, and the one of its last digest."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, dict[int, DigestLook]] = OrderedDict()

    def newest(self, debate: int) -> DigestLook | None:
        return next(reversed(self._of.get(debate, {}).values()), None)

    def at(self, debate: int, upto: int) -> DigestLook | None:
        return self._of.get(debate, {}).get(upto)

    def every(self) -> list[DigestLook]:
        return [look for looks in self._of.values() for look in looks.values()]

    def drop(self, debate: int) -> None:
        """Drop the looks at a debate: words that were erased from it must not stay in memory."""
        self._of.pop(debate, None)

    def keep(self, look: DigestLook) -> None:
        """Cache a look, and drop the earlier ones but for that of the last digest, which the next one starts from."""
        debate = look.ledger.debate.id
        last_digest = max((posted.sequence for posted in look.ledger.digests), default=None)
        earlier = self._of.pop(debate, {})
        kept = {last_digest: earlier[last_digest]} if last_digest in earlier and last_digest != look.upto else {}
        self._of[debate] = kept | {look.upto: look}
        while len(self._of) > 1 and self._entries() > MOST_ENTRIES:
            self._of.popitem(last=False)

    def _entries(self) -> int:
        return sum(len(look.ledger.entries) for look in self.every())
