"""What moved between two looks at a debate.

Only people who had answered the same wording at both looks can have moved; what others add is "new answers", and so is
an answer to a new wording, which is another sentence. Whoever changes a stance is shown with credit, never as having
lost. Whoever was forgotten since, or does not count, has neither moved nor answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from bot.ledger.entries import Answer, Entry, Scope, Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.causes import Cause, Causes
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.standing.verdicts import StandingClass

CREDENCE_MOVE = 10
"""From so many points of credence on, a person has moved."""


@dataclass(frozen=True, slots=True)
class PersonMove:
    """Somebody's stance before and after; `conceded` where a concession moved it."""

    person: int
    entry: Entry
    before: Stance
    after: Stance
    conceded: bool = False


@dataclass(frozen=True, slots=True)
class ClassMove:
    """An entry whose class changed, and why."""

    entry: Entry
    before: StandingClass
    after: StandingClass
    cause: Cause
    sides: tuple[int, ...] = ()
    """The places of the sides that moved on it, where that is the cause: two sides can have one name."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What is new since the last digest, concessions first."""

    concessions: tuple[Entry, ...] = ()
    people: tuple[PersonMove, ...] = ()
    classes: tuple[ClassMove, ...] = ()
    entries: tuple[Entry, ...] = ()
    answers: int = 0
    """How many answered an entry, or its new wording, for the first time; its author's own is no news."""
    others: bool = False
    """Whether anything else a digest tells has changed: parking, definitions, cruxes, sides, the question."""

    @property
    def nothing(self) -> bool:
        """Whether a digest would say nothing new."""
        return not (self.concessions or self.people or self.classes or self.entries or self.answers or self.others)


def moves(before: Ledger | None, now: Ledger, current: Standing | None = None, then: Standing | None = None) -> Moves:
    """What moved since `before`; since the beginning where that is None, where everything is new and nobody moved.

    `current` is where everything stands now, and `then` where it stood before, where that is known already.
    """
    live = _new_live(now, before.entries if before is not None else {})
    new = [entry for entry in live if not (entry.concession is not None and now.counts_nowhere(entry.author))]
    concessions = tuple(entry for entry in new if entry.concession is not None)
    entries = tuple(entry for entry in new if entry.concession is None and entry.parking is None)
    if before is None:
        return Moves(concessions=concessions, entries=entries, others=True)
    conceding = {
        (entry.concession.entry, entry.author)
        for entry in concessions
        if entry.concession is not None and entry.concession.scope is not Scope.ARGUMENT
    }
    changed = _changed(before, now)
    return Moves(
        concessions=concessions,
        people=_people(now, changed, conceding),
        classes=_classes(before, now, changed, then or standing(before), current or standing(now)),
        entries=entries,
        answers=_new_answers(now, changed, conceding),
        others=_beside_entries(before) != _beside_entries(now) or _entries_differ(before, now),
    )


def _new_live(now: Ledger, before: Mapping[int, Entry]) -> list[Entry]:
    """The live entries that were not there, or not live, before."""
    if now.entries is before:
        return []
    changed = ((entry, before.get(number)) for number, entry in now.entries.items())
    new = [
        entry
        for entry, earlier in changed
        if earlier is not entry
        and entry.status is Status.LIVE
        and (earlier is None or earlier.status is not Status.LIVE)
    ]
    return sorted(new, key=lambda entry: entry.number)


Keys = Collection[tuple[int, int]]
"""Stances, by entry and person."""

Changed = Sequence[tuple[tuple[int, int], Stance | None, Stance]]
"""Stances that may not be what they were, in the order of their keys: before and after."""


def _changed(before: Ledger, now: Ledger) -> Changed:
    # Of many stances few have changed at all: the others are the very same values.
    with_both = ((key, before.stances.get(key), after) for key, after in now.stances.items())
    return sorted((both for both in with_both if both[1] is not both[2]), key=itemgetter(0))


def _new_answers(now: Ledger, changed: Changed, conceding: Keys) -> int:
    return sum(
        key not in conceding
        and not now.counts_nowhere(stance.person)
        and now.entries[stance.entry].asks_for_stances
        and stance.counts_for(now.entries[stance.entry])
        and now.entries[stance.entry].author != stance.person
        and not _same_wording(earlier, stance)
        for key, earlier, stance in changed
    )


def _same_wording(before: Stance | None, after: Stance | None) -> bool:
    return before is not None and after is not None and before.wording == after.wording


def _people(now: Ledger, changed: Changed, conceding: Keys) -> tuple[PersonMove, ...]:
    """Those that `conceding` names moved by a concession."""
    moves = []
    for key, earlier, after in changed:
        entry = now.entries[after.entry]
        if earlier is None or not _same_wording(earlier, after) or now.counts_nowhere(after.person):
            continue
        if not entry.asks_for_stances or not after.counts_for(entry):
            continue
        if earlier.answer is not after.answer or _credence_moved(earlier, after):
            moves.append(PersonMove(after.person, entry, earlier, after, key in conceding))
    return tuple(sorted(moves, key=lambda move: not move.conceded))


def _credence_moved(before: Stance, after: Stance) -> bool:
    if before.credence is None or after.credence is None:
        return False
    return abs(after.credence - before.credence) >= CREDENCE_MOVE


def _classes(before: Ledger, now: Ledger, changed: Changed, then: Standing, current: Standing) -> tuple[ClassMove, ...]:
    turned = _turned(then, current)
    if not turned:
        return ()
    causes = Causes(before, now, {line.entry.number for line, _, _ in turned})
    by_entry = _by_entry(changed)
    moves = []
    for line, cls, earlier in turned:
        sides = _sides_moved(current, line, by_entry.get(line.entry.number, ()))
        cause = causes.of(line.entry.number, earlier, sides_moved=bool(sides))
        moves.append(ClassMove(line.entry, earlier, cls, cause, sides if cause is Cause.SIDES_MOVED else ()))
    return tuple(moves)


def turned(then: Standing, current: Standing) -> list[int]:
    """The entries that stand in another class than before."""
    return [line.entry.number for line, _, _ in _turned(then, current)]


def _turned(then: Standing, current: Standing) -> list[tuple[EntryStanding, StandingClass, StandingClass]]:
    """Where entries stand that are not parked, with their class of now and another one before."""
    # Of many entries few have moved at all: the others stand there as the very same lines.
    stood = set(map(id, then.entries))
    fresh = [line for line in current.entries if id(line) not in stood and line.cls is not None and not line.parked]
    if not fresh:
        return []
    numbers = {line.entry.number for line in fresh}
    old = {line.entry.number: line.cls for line in then.entries if line.entry.number in numbers}
    with_both = ((line, line.cls, old.get(line.entry.number)) for line in fresh)
    return [
        (line, cls, earlier)
        for line, cls, earlier in with_both
        if cls is not None and earlier is not None and cls is not earlier
    ]


def _by_entry(changed: Changed) -> dict[int, list[tuple[Stance | None, Stance]]]:
    """The stances that are not what they were, before and after."""
    by_entry: dict[int, list[tuple[Stance | None, Stance]]] = {}
    for (entry, _), earlier, after in changed:
        if earlier != after:
            by_entry.setdefault(entry, []).append((earlier, after))
    return by_entry


def _sides_moved(
    current: Standing, line: EntryStanding, changed: Sequence[tuple[Stance | None, Stance]]
) -> tuple[int, ...]:
    """The places of sides of which at least a tenth (and at least one) of those present at both looks moved one way.

    `changed` are the stances on the entry that differ between the looks: all others were there at both, or count not.
    """
    moved = []
    for place, (side, count) in enumerate(zip(current.sides, line.count.sides, strict=True)):
        both, shift = count.answers, 0
        for earlier, after in changed:
            if after.person not in side.people or not after.counts_for(line.entry):
                continue
            if _same_wording(earlier, after) and earlier is not None:
                shift += _height(after.answer) - _height(earlier.answer)
            else:
                both -= 1
        if both and abs(shift) >= max(1, -(-both // 10)):
            moved.append(place)
    return tuple(moved)


def _height(answer: Answer) -> int:
    return {Answer.AGREE: 1, Answer.UNSURE: 0, Answer.DISAGREE: -1}[answer]


def _beside_entries(ledger: Ledger) -> tuple[object, ...]:
    """What a digest shows besides entries and stances."""
    return (
        ledger.debate.question,
        {n: side.name for n, side in ledger.sides.items()},
        {n: (person.side, person.forgotten) for n, person in ledger.participants.items() if person.side is not None},
        {n for n, person in ledger.participants.items() if person.uncounted},
        dict(ledger.marks),
        dict(ledger.definitions),
    )


def _entries_differ(before: Ledger, now: Ledger) -> bool:
    """Whether there are other entries than before, or a digest would show one differently."""
    if before.entries is now.entries:
        return False
    if before.entries.keys() != now.entries.keys():
        return True
    pairs = ((before.entries[number], entry) for number, entry in now.entries.items())
    return any(earlier is not entry and _shown_of(earlier) != _shown_of(entry) for earlier, entry in pairs)


def _shown_of(e: Entry) -> tuple[object, ...]:
    return e.status, e.parking, e.statement, e.source_edited, e.source_deleted, e.orphaned
