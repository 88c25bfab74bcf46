"""The tallies of estimates that are due: each is posted in its debate by exactly one message, by `one_message`.

That it is due is written with the event that has it (`clock.estimates`).
"""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.clock.closings import ClosingsDue, DueOnClosing
from bot.actions.composing import reference
from bot.ledger.estimates import Tally
from bot.ledger.ledger import Ledger
from bot.store.waiting import estimate_tallies
from bot.store.waiting.estimate_tallies import StoredTally


@dataclass(frozen=True, slots=True)
class DueTally(DueOnClosing[int]):
    """The tally of a claim, and the closed debate that it is of."""

    tally: Tally

    @property
    def reference(self) -> str:
        """What makes its message unique: one for each time that a debate's estimates were counted."""
        return reference(f"{self.debate.id} counted {self.claimed.of}")


class Tallies(ClosingsDue[int, DueTally]):
    """What is due of tallies."""

    def due(self, claimed: StoredTally, ledger: Ledger, at: datetime) -> DueTally | None:
        """The tally; None where the debate is open again by now: its tally ended with its outcome."""
        tally = ledger.debate.tally
        return DueTally(claimed, ledger, at, tally) if tally is not None else None


TALLIES = Tallies(estimate_tallies.TALLIES)
