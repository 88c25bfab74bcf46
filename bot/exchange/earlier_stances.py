"""What each stance was until it changed: looked up on a disk, so that however many there are, none is kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile

from bot.exchange.sorted_spool import SortedSpool
from bot.ledger.record import events as e
from bot.ledger.record.events import Event

_Changed = tuple[int, int, int, str]
"""The entry, the person, the number of the event, and the stance from then on."""


@contextmanager
def earlier_stances(events: Iterable[Event]) -> Iterator[Iterator[str]]:
    """How the stance is told that stood before each event that takes or withdraws one, in the order of these events.

    It is empty where there was none. The events of the whole debate are gone through once, in their order.
    """
    with TemporaryFile() as by_person, TemporaryFile() as by_event:
        changed, earlier = SortedSpool[_Changed](by_person), SortedSpool[tuple[int, str]](by_event)
        for event in events:
            if isinstance(change := event.change, e.StanceTaken | e.StanceWithdrawn):
                changed.add((change.entry, change.person, event.sequence, told_stance(change)))
        for _, ones in groupby(changed, key=itemgetter(0, 1)):
            before = ""
            for *_, number, now in ones:
                earlier.add((number, before))
                before = now
        yield (before for _, before in earlier)


def told_stance(change: e.StanceTaken | e.StanceWithdrawn) -> str:
    """The stance as it is from then on; empty once it is withdrawn."""
    if isinstance(change, e.StanceWithdrawn):
        return ""
    return change.answer.value if change.credence is None else f"{change.answer.value} {change.credence} %"
