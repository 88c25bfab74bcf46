"""A ledger's stances counted as they go by: how ever many there are, only few are kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.ledger.entries import Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.counts import Counted, is_room, recounted, sides_of, uncounted_in


def tallied(ledger: Ledger, stances: Callable[[], Iterable[Stance]]) -> Ledger:
    """The ledger, which has no stances, with those that are read twice counted.

    It holds those of people on what they marked as a crux and on what for, of people who changed their minds on a crux,
    and of those who conceded something on that: what a standing's cruxes and a picture's names ask for one by one.
    """
    answered, present = _who_answered(ledger, stances())
    sides = sides_of(ledger, present)
    nothing = Counted(sides, answered, present, {}, is_room=is_room(ledger, sides))
    kept = _Kept(ledger)
    counted = recounted(nothing, ledger, ((None, stance) for stance in kept.passing(stances())))
    return replace(ledger, stances=kept.stances, counted=counted)


def _who_answered(ledger: Ledger, stances: Iterable[Stance]) -> tuple[frozenset[int], frozenset[int]]:
    """Who has a stance on an entry that asks for stances, and who has one on a live entry."""
    answered, present = set[int](), set[int]()
    asking = {entry.number for entry in ledger.entries.values() if entry.asks_for_stances}
    live = {entry.number for entry in ledger.entries.values() if entry.status is Status.LIVE}
    for stance in stances:
        if stance.entry in asking:
            answered.add(stance.person)
        if stance.entry in live:
            present.add(stance.person)
    uncounted = uncounted_in(ledger)
    return frozenset(answered) - uncounted, frozenset(present) - uncounted


class _Kept:
    """Of the stances that go by, those that matter one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self.stances: dict[tuple[int, int], Stance] = {}
        self._wanted: set[tuple[int, int]] = set()
        for mark in ledger.marks.values():
            named = (mark.entry, mark.target) if mark.target is not None else (mark.entry,)
            self._wanted.update((ledger.survivor(entry), mark.person) for entry in named)
        for entry in ledger.entries.values():
            if entry.concession is not None:
                self._wanted.add((ledger.survivor(entry.concession.entry), entry.author))
        self._marked = {ledger.survivor(mark.entry) for mark in ledger.marks.values()}

    def passing(self, stances: Iterable[Stance]) -> Iterator[Stance]:
        """The same stances."""
        for stance in stances:
            has_moved = stance.moved_from is not None and stance.entry in self._marked
            if has_moved or (stance.entry, stance.person) in self._wanted:
                self.stances[stance.entry, stance.person] = stance
            yield stance
