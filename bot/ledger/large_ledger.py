"""A ledger of any size, whose stances are too many to be kept together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.ledger.entries import Stance
from bot.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class LargeLedger:
    """What stands in a ledger: all that is few of it, and its stances, which come one by one."""

    few: Ledger
    """The ledger without its stances."""
    stances: Iterable[Stance]
    """In the order of their entries and people; they can be gone through several times."""

    @classmethod
    def of(cls, ledger: Ledger) -> "LargeLedger":
        """A ledger that is in memory as a whole."""
        return cls(replace(ledger, stances={}), [stance for _, stance in sorted(ledger.stances.items())])
