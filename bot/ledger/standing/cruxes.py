"""What the disagreement turns on.

A double crux, in the sense of the Center for Applied Rationality (Sabien, "Double Crux — A Strategy for Mutual
Understanding"), is a statement about which two people disagree and which, were it settled, would change the mind of
each on the question.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import combinations, compress
from operator import attrgetter

from bot.ledger.entries import Answer, CruxMark, Entry, MovedFrom, Scope, Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.counts import counted, places_of
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass

SETTLED: Mapping[StandingClass, Answer] = {
    StandingClass.COMMON_GROUND: Answer.AGREE,
    StandingClass.COMMON_GROUND_REJECTED: Answer.DISAGREE,
    StandingClass.ROOM_HOLDS: Answer.AGREE,
    StandingClass.ROOM_REJECTS: Answer.DISAGREE,
}
"""The classes in which a crux is settled, with the answer that it is settled on."""


class CruxState(StrEnum):
    """How far a crux is shared; in a room, which has no sides, it is possible at most."""

    DOUBLE = "double"
    POSSIBLE = "possible"
    SETTLED = "settled"
    MARKED = "marked"


_RANK = {state: place for place, state in enumerate(CruxState)}


@dataclass(frozen=True, slots=True)
class Settler:
    """Somebody who moved to what a crux was settled on: in a concession, or with a stance (None)."""

    person: int
    concession: Entry | None = None


@dataclass(frozen=True, slots=True)
class CruxFinding:
    """What is known of an entry as a crux for its target (None: the question).

    A settled one says on which answer, and who moved to it, in the order in which they did; nobody where the first
    answers were enough.
    """

    entry: Entry
    target: int | None
    state: CruxState
    markers: tuple[int, ...]
    settled_on: Answer | None = None
    settled_by: tuple[Settler, ...] = ()
    target_was: int | None = None
    """The number by which everybody named the target, where that entry was merged into it."""


Markers = dict[int | None, set[int]]
"""Who marked an entry, by what it is a crux for."""


def crux_findings(ledger: Ledger, standing: Standing) -> tuple[CruxFinding, ...]:
    """The cruxes of a debate, the most shared first; one line for each entry and target."""
    return _findings(ledger, standing, _marks_by_entry(ledger))


def shared_cruxes(ledger: Ledger, standing: Standing) -> tuple[CruxFinding, ...]:
    """The findings but for what is only marked: what one person alone marked is not even looked at."""
    settled = {line.entry.number for line in _settled(standing)}
    marks = Counter(ledger.survivor(mark.entry) for mark in ledger.marks.values())
    near = {number for number, how_many in marks.items() if how_many > 1 or number in settled}
    findings = _findings(ledger, standing, _marks_by_entry(ledger, near))
    return tuple(finding for finding in findings if finding.state is not CruxState.MARKED)


def _classed(standing: Standing, numbers: Collection[int]) -> list[EntryStanding]:
    """Where these entries stand, as far as they stand in a class."""
    if not numbers:
        return []
    among = map(numbers.__contains__, map(attrgetter("entry.number"), standing.entries))
    return [line for line in compress(standing.entries, among) if line.cls is not None]


def _marks_by_entry(ledger: Ledger, about: Collection[int] | None = None) -> Mapping[int, Sequence[CruxMark]]:
    """The marks (with `about`, only those of these entries), by the entry that the marked one goes on as."""
    marks: defaultdict[int, list[CruxMark]] = defaultdict(list)
    for mark in ledger.marks.values():
        entry = ledger.survivor(mark.entry)
        if about is None or entry in about:
            marks[entry].append(mark)
    return marks


def _markers(ledger: Ledger, entry: int, marks: Iterable[CruxMark]) -> Markers:
    """Who of those who count marked an entry, by the targets that merged ones go on as; nobody twice."""
    markers: Markers = {}
    for mark in marks:
        target = ledger.survivor(mark.target) if mark.target is not None else None
        if target != entry and not ledger.counts_nowhere(mark.person):
            markers.setdefault(target, set()).add(mark.person)
    return markers


def _marked(ledger: Ledger, numbers: Iterable[int]) -> set[int]:
    """Those of these entries that anybody who counts marked."""
    marks = _marks_by_entry(ledger, set(numbers))
    return {number for number, of_it in marks.items() if _markers(ledger, number, of_it)}


def _merged_targets(ledger: Ledger) -> dict[tuple[int, int | None], int]:
    """By an entry and what it is a crux for: the number by which that was named, where nobody named it itself."""
    named: dict[tuple[int, int | None], set[int]] = {}
    for mark in ledger.marks.values():
        if mark.target is not None and not ledger.counts_nowhere(mark.person):
            named.setdefault((ledger.survivor(mark.entry), ledger.survivor(mark.target)), set()).add(mark.target)
    return {(entry, target): min(numbers) for (entry, target), numbers in named.items() if target not in numbers}


def _findings(ledger: Ledger, standing: Standing, marks: Mapping[int, Sequence[CruxMark]]) -> tuple[CruxFinding, ...]:
    """What is known of the marked entries that stand in a class."""
    lines = _classed(standing, marks)
    settlers = _Settlers(ledger, standing, (line.entry.number for line in lines if line.cls in SETTLED))
    merged = _merged_targets(ledger)
    findings = []
    for line in lines:
        number = line.entry.number
        markers = _markers(ledger, number, marks[number])
        for target in sorted(markers, key=lambda number: number or 0):
            found = _finding(ledger, standing, line, target, tuple(sorted(markers[target])), settlers)
            was = merged.get((number, target))
            findings.append(found if was is None else replace(found, target_was=was))
    return tuple(sorted(findings, key=lambda finding: (_RANK[finding.state], finding.entry.number)))


def settled_cruxes(ledger: Ledger, standing: Standing) -> dict[int, Answer]:
    """The marked entries that the sides came to agree on, or the room, with the answer that they agree on."""
    settled = {line.entry.number: SETTLED[line.cls] for line in _settled(standing) if line.cls}
    marked = _marked(ledger, settled) if settled else ()
    return {number: answer for number, answer in settled.items() if number in marked}


def is_any_newly_settled(ledger: Ledger, now: Standing, then: Standing, touched: Collection[int]) -> bool:
    """Whether a crux is settled that was not settled so before, or one that events since have touched.

    Those marked then are marked now, and what stands in both as the very same line has stayed where it was.
    """
    before = {id(line): line for line in _settled(then)}
    fresh = [line for line in _settled(now) if id(line) not in before]
    if not fresh:
        return False
    stood = {line.entry.number: line.cls for line in before.values()}
    numbers = ((line.entry.number, line.cls) for line in fresh)
    moved = [number for number, cls in numbers if number in touched or stood.get(number) is not cls]
    return bool(moved and _marked(ledger, moved))


def _settled(standing: Standing) -> list[EntryStanding]:
    return [line for cls in SETTLED for line in standing.every(cls)]


def crux_state(findings: tuple[CruxFinding, ...], entry: int) -> CruxState | None:
    """The most shared of an entry's states; None where nobody marked it."""
    return next((finding.state for finding in findings if finding.entry.number == entry), None)


class _Settlers:
    """Who settled some entries: the concessions on each, and the stances of those who moved, looked up once for all."""

    def __init__(self, ledger: Ledger, standing: Standing, entries: Iterable[int]) -> None:
        self._concessions: dict[int, list[Entry]] = {number: [] for number in entries}
        self._moved: dict[int, list[tuple[MovedFrom, Stance]]] = {number: [] for number in self._concessions}
        if not self._concessions:
            return
        for entry in ledger.entries.values():
            if entry.concession is not None and entry.concession.entry in self._concessions:
                self._concessions[entry.concession.entry].append(entry)
        places = places_of(standing.sides)
        for stance in ledger.stances.values():
            if stance.moved_from is not None and stance.entry in self._moved and stance.person in places:
                self._moved[stance.entry].append((stance.moved_from, stance))

    def of(self, entry: Entry, agreed: Answer) -> tuple[Settler, ...]:
        """Those on a side who moved to what the sides agreed on, in the order in which they did."""
        moved = [
            (moved.at, stance.person)
            for moved, stance in self._moved[entry.number]
            if stance.answer is agreed and stance.counts_for(entry)
        ]
        return tuple(Settler(person, self._conceded_by(person, entry, agreed, at)) for at, person in sorted(moved))

    def _conceded_by(self, person: int, entry: Entry, agreed: Answer, at: datetime) -> Entry | None:
        """The latest concession by which somebody may have moved there at that moment."""
        concessions = (
            other
            for other in self._concessions[entry.number]
            if other.author == person and other.tagged_at <= at and _leads_to(other, agreed)
        )
        return max(concessions, key=lambda other: other.number, default=None)


def _leads_to(entry: Entry, agreed: Answer) -> bool:
    """Whether a concession stands, and moved its author to that answer."""
    conceded = entry.concession
    if conceded is None or entry.status is not Status.LIVE:
        return False
    return conceded.scope is not Scope.ARGUMENT and conceded.answer is agreed


def _finding(
    ledger: Ledger,
    standing: Standing,
    line: EntryStanding,
    target: int | None,
    markers: tuple[int, ...],
    settlers: _Settlers,
) -> CruxFinding:
    agreed = SETTLED.get(line.cls) if line.cls is not None else None
    if agreed is not None:
        settled_by = settlers.of(line.entry, agreed)
        return CruxFinding(line.entry, target, CruxState.SETTLED, markers, agreed, settled_by)
    return CruxFinding(line.entry, target, _shared(ledger, standing, line.entry, target, markers), markers)


def _shared(
    ledger: Ledger, standing: Standing, entry: Entry, target: int | None, markers: tuple[int, ...]
) -> CruxState:
    """Double where the opposed markers are at least a third of each side's answers on the target.

    In a room, where there are no sides, it is possible where two of those who marked it are opposed.
    """
    if len(markers) < 2:
        return CruxState.MARKED
    if standing.is_room:
        positions_in_room = _by_position(ledger, entry, target, markers, standing.sides[0].people)
        return CruxState.POSSIBLE if _opposed(positions_in_room, positions_in_room) else CruxState.MARKED
    best = CruxState.MARKED
    positions = [_by_position(ledger, entry, target, markers, side.people) for side in standing.sides]
    for one, other in combinations(range(len(standing.sides)), 2):
        mine, theirs = _opposed(positions[one], positions[other]), _opposed(positions[other], positions[one])
        if not mine:
            continue
        best = CruxState.POSSIBLE
        if 3 * mine >= _answers(ledger, standing, one, target) and 3 * theirs >= _answers(
            ledger, standing, other, target
        ):
            return CruxState.DOUBLE
    return best


Position = tuple[bool, bool]
"""Whether somebody agrees with an entry, and with what it is a crux for; where that is the question, the same."""


def _by_position(
    ledger: Ledger, entry: Entry, target: int | None, markers: Iterable[int], side: Collection[int]
) -> Counter[Position]:
    """How many markers of a side hold each position; who is unsure or silent on one of the two holds none."""
    positions: Counter[Position] = Counter()
    for person in markers:
        if person not in side:
            continue
        on_entry = _answer(ledger, entry, person)
        on_target = on_entry if target is None else _answer(ledger, ledger.entries[target], person)
        if on_entry in _DECIDED and on_target in _DECIDED:
            positions[on_entry is Answer.AGREE, on_target is Answer.AGREE] += 1
    return positions


_DECIDED = frozenset({Answer.AGREE, Answer.DISAGREE})


def _opposed(mine: Counter[Position], theirs: Counter[Position]) -> int:
    """How many of one side hold a position whose opposite somebody of the other side holds."""
    return sum(number for (entry, target), number in mine.items() if theirs[not entry, not target])


def _answers(ledger: Ledger, standing: Standing, side: int, target: int | None) -> int:
    """How many of a side answered the target; to be on a side is to answer the question."""
    if target is None:
        return len(standing.sides[side].people)
    return counted(ledger).of(target).sides[side].answers


def _answer(ledger: Ledger, entry: Entry, person: int) -> Answer | None:
    stance = ledger.stances.get((entry.number, person))
    return stance.answer if stance is not None and entry.asks_for_stances and stance.counts_for(entry) else None
