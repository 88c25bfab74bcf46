"""A replay of some kinds of values alone, which takes no more memory however long the ledger is."""

from bot.ledger.entries import Stance
from bot.ledger.record.effects import Effect, Put
from bot.ledger.record.events import Event
from bot.ledger.record.ledger_fields import FIELDS
from bot.ledger.record.replay import Replay

FEW = tuple(field.kind for field in FIELDS if field.kind is not Stance)
"""Of each of these a ledger has few; its stances are many."""


class PartialReplay(Replay):
    """What stands after events, of these kinds."""

    def __init__(self, *kinds: type) -> None:
        super().__init__()
        self._kinds = frozenset(kinds)

    def take(self, event: Event) -> None:
        for effect in event.change.effects(event):
            if _kind_of(effect) in self._kinds:
                self._carry_out(effect)


def _kind_of(effect: Effect) -> type:
    return type(effect.value) if isinstance(effect, Put) else effect.kind
