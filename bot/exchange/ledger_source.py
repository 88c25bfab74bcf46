"""What a file is written from: a ledger as of one moment, of which only what is few is at hand.

Debate, people, sides, entries with their wordings, marks and links are values. Stances and events are many: they are
read anew, in their order, each time that somebody asks for them, and nobody keeps them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from bot.ledger.entries import Entry, Stance
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.replay import replay
from bot.ledger.standing.tallying import tallied


@dataclass(frozen=True, slots=True)
class LastEvent:
    """The end of a ledger's chain."""

    sequence: int
    at: datetime
    hash: bytes

    @property
    def seal(self) -> str:
        """As files have it: its number and its hash."""
        return f"{self.sequence}:{self.hash.hex()}"


class LedgerSource(Protocol):
    """A ledger as of one moment."""

    @property
    def ledger(self) -> Ledger:
        """All that stands in it, without its stances."""

    @property
    def last(self) -> LastEvent:
        """Its last event."""

    @property
    def imported(self) -> ImportMark | None:
        """Since when it is known here, where it was imported."""

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        """The stances that stand, by entry and person; of these entries alone, where they are given."""

    def events(self) -> Iterator[SealedEvent]:
        """Its events in their order."""


def counted(source: LedgerSource) -> Ledger:
    """The ledger with its stances counted; it holds those alone that matter one by one."""
    return tallied(source.ledger, source.stances)


def with_stances(entries: Iterable[Entry], stances: Iterable[Stance]) -> Iterator[tuple[Entry, Iterator[Stance]]]:
    """Each of these entries with its stances, which can be read until the next one is asked for.

    Entries are in the order of their numbers, stances in that of their entries.
    """
    groups = groupby(stances, key=attrgetter("entry"))
    answered, its = next(groups, _NO_MORE)
    for entry in entries:
        while answered is not None and answered < entry.number:
            answered, its = next(groups, _NO_MORE)
        yield entry, its if answered == entry.number else iter(())


_NO_MORE: tuple[int | None, Iterator[Stance]] = (None, iter(()))


class WholeLedger:
    """A ledger whose events are at hand, all of them."""

    def __init__(self, sealed: Iterable[SealedEvent], imported: ImportMark | None = None) -> None:
        """Raises ValueError where the first event opens no debate."""
        self._sealed = list(sealed)
        self._standing = replay(line.event for line in self._sealed)
        self.ledger = replace(self._standing, stances={})
        self.imported = imported

    @cached_property
    def last(self) -> LastEvent:
        line = self._sealed[-1]
        return LastEvent(line.event.sequence, line.event.at, line.hash)

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        wanted = None if entries is None else frozenset(entries)
        for (entry, _), stance in sorted(self._standing.stances.items()):
            if wanted is None or entry in wanted:
                yield stance

    def events(self) -> Iterator[SealedEvent]:
        return iter(self._sealed)
