"""A debate in outline: who is on which side, who has answered, and which entries stand. It holds no words.

Events update it, so that ten thousand entries and their stances need not be counted to show ten.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.ledger.entries import Kind
from bot.ledger.ledger import Ledger
from bot.ledger.people import SideName
from bot.ledger.record import events as e
from bot.ledger.record.events import Change

UNTOUCHED = (
    e.ParticipantMet,
    e.ParticipantRenamed,
    e.QuestionAsked,
    e.SideRenamed,
    e.DebateClosed,
    e.DebateReopened,
    e.LookAgainSet,
    e.LedgerLocked,
    e.LedgerUnlocked,
    e.CruxMarked,
    e.CruxUnmarked,
    e.EntriesLinked,
    e.EntriesUnlinked,
    e.TermCredited,
    e.TermAdopted,
    e.DigestPosted,
)
"""Changes that leave the outline as it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of a page, its number, counted from 1, how many pages there are, and how many terms are defined."""

    entries: tuple[int, ...]
    number: int
    of: int
    terms: int = 0


@dataclass(slots=True)
class Outline:
    """What is known of a debate after its event `sequence`, whose hash is `hash`."""

    sequence: int
    hash: bytes
    declared: bool
    """Whether any side is declared."""
    camps: Mapping[int | None, frozenset[int]]
    """The people of each side, as `counts.camps` has them."""
    answered: set[int]
    """Those with a stance on an entry that asks for stances."""
    unsided: set[int]
    """Those who take part and are on no side, where sides are declared."""
    numbers: list[int]
    """The live and proposed entries, in their order."""
    live: Counter[Kind]
    """How many live entries there are of each kind."""
    waiting: dict[int, int]
    """The entries that wait for whoever has not answered them, in their order, each with its wording in force."""
    merged: Mapping[int, int] = field(default_factory=dict)
    """Into which entry each merged one goes on."""
    terms: int = 0
    """How many terms are defined that can be read."""
    uncounted: set[int] = field(default_factory=set)
    """Those whose answers do not count in their server: they are nowhere else here."""

    @property
    def proposed(self) -> int:
        """How many entries wait for their authors."""
        return len(self.numbers) - self.live.total()

    @property
    def size(self) -> int:
        """How many people and entries it holds."""
        people = len(self.answered) + len(self.uncounted) + sum(map(len, self.camps.values()))
        return 1 + len(self.numbers) + len(self.waiting) + people

    def sides_in(self, ledger: Ledger) -> Iterator[tuple[SideName, frozenset[int]]]:
        """All declared sides, also those without people, or the two people who are the sides; with who is on each."""
        if ledger.sides:
            for number, side in sorted(ledger.sides.items()):
                yield side.called, self.camps.get(number, frozenset())
        else:
            for person, people in self.camps.items():
                if person is not None:
                    yield ledger.name(person), people

    def goes_on(self, changes: Iterable[Change], sequence: int, sealed: bytes) -> bool:
        """Follow these changes, up to an event; False where one of them cannot be followed.

        The outline is then invalid.
        """
        self.sequence = 0
        if not all(self._takes(change) for change in changes):
            return False
        self.sequence, self.hash = sequence, sealed
        return True

    def _takes(self, change: Change) -> bool:
        match change:
            case e.ParticipantCounted(person=person, counts=False) if not self._is_here(person):
                self.uncounted.add(person)
                return True
            case e.StanceTaken(person=person) if person in self.uncounted:
                return True
            case e.StanceTaken(entry=number, person=person) if number in self.waiting:
                self.answered.add(person)
                return self._takes_part(person)
            case e.EntryTagged(entry=number, kind=kind, proposed=proposed) if number > self._last:
                self.numbers.append(number)
                if proposed:
                    return True
                self.live[kind] += 1
                if kind is not Kind.CONCESSION:
                    self.waiting[number] = 1
                return self._takes_part(change.author)
            case e.TermDefined():
                self.terms += 1
                return True
            case _:
                return isinstance(change, UNTOUCHED)

    @property
    def _last(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    def _takes_part(self, person: int) -> bool:
        """Whether the sides stay what they are when that person takes part."""
        if person in self.uncounted or self._is_here(person):
            return True
        if self.declared:
            self.unsided.add(person)
            return True
        everybody = self.camps.get(None)
        if everybody is None or len(everybody) == 1:
            return False
        self.camps = {None: everybody | {person}}
        return True

    def _is_here(self, person: int) -> bool:
        return person in self.unsided or any(person in people for people in self.camps.values())

    def page(self, number: int, length: int) -> Page:
        """A page of so many entries; the nearest one where there is no such page."""
        pages = max(1, -(-len(self.numbers) // length))
        number = min(max(number, 1), pages)
        return Page(tuple(self.numbers[(number - 1) * length : number * length]), number, pages, self.terms)

    def waiting_for(self, answered: Mapping[int, int], after: int) -> tuple[int | None, int]:
        """The first entry after a number that waits for a person who answered these wordings, and how many wait in all.

        None where no entry after that number waits.
        """
        number = len(self.waiting) - sum(self.waiting.get(entry) == wording for entry, wording in answered.items())
        behind = self.numbers[bisect_right(self.numbers, after) :]
        first = (one for one in behind if one in self.waiting and answered.get(one) != self.waiting[one])
        return next(first, None), number
