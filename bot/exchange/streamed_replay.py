"""A replay of a ledger of any size: what is few of it is in memory, its stances are on a disk."""

from bot.exchange.partial_replay import FEW, PartialReplay
from bot.exchange.read_answers import ReadAnswers
from bot.exchange.stance_spool import StanceSpool
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.record.events import Event, StanceTaken, StanceWithdrawn


class StreamedReplay(PartialReplay):
    """What stands after events, which come one by one."""

    def __init__(self) -> None:
        super().__init__(*FEW)
        self._stances = StanceSpool()

    def take(self, event: Event) -> None:
        if isinstance(event.change, StanceTaken | StanceWithdrawn):
            self._stances.take(event)
        else:
            super().take(event)

    def take_answers(self, answers: ReadAnswers, first: int) -> None:
        """Go on with answers, the first of which is the event of that number."""
        self._stances.take_answers(answers, first)

    def large_ledger(self) -> LargeLedger:
        """What stands after the events taken so far. Raises ValueError where none of them opened the debate."""
        return LargeLedger(self.ledger(), self._stances)
