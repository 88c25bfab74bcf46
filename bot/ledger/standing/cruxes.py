"""What the disagreement turns on.

A double crux, in the sense of the Center for Applied Rationality (Sabien, "Double Crux — A Strategy for Mutual
Understanding"), is a statement about which two people disagree and which, were it settled, would change the mind of
each on the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from bot.ledger.entries import Answer, CruxMark, Entry, Ledger, Scope, Status
from bot.ledger.standing.counts import counted
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import COMMON, StandingClass


class CruxState(StrEnum):
    """How far a crux is shared."""

    DOUBLE = "double"
    POSSIBLE = "possible"
    SETTLED = "settled"
    MARKED = "marked"


_RANK = {state: place for place, state in enumerate(CruxState)}


@dataclass(frozen=True, slots=True)
class CruxFinding:
    """What is known of an entry as a crux for its target (None: the question).

    A settled one names the concessions that settled it, and who answered last where there was none.
    """

    entry: Entry
    target: int | None
    state: CruxState
    markers: tuple[int, ...]
    conceded_in: tuple[Entry, ...] = ()
    settled_by: int | None = None


def crux_findings(ledger: Ledger, standing: Standing) -> tuple[CruxFinding, ...]:
    """The cruxes of a debate, the most shared first; one line for each entry and target."""
    found = []
    concessions = _concessions(ledger)
    marked: dict[int, list[CruxMark]] = {}
    for mark in ledger.marks.values():
        marked.setdefault(mark.entry, []).append(mark)
    for line in standing.entries:
        if line.cls is None or line.entry.number not in marked:
            continue
        marks = sorted(marked[line.entry.number], key=lambda mark: (mark.person, mark.target or 0))
        for target in sorted({mark.target for mark in marks}, key=lambda number: number or 0):
            markers = tuple(mark.person for mark in marks if mark.target == target)
            found.append(_finding(ledger, standing, line, target, markers, concessions))
    return tuple(sorted(found, key=lambda finding: (_RANK[finding.state], finding.entry.number)))


def settled_cruxes(ledger: Ledger, standing: Standing) -> dict[int, Answer]:
    """The marked entries that the sides came to agree on, with the answer that they agree on."""
    marked = {mark.entry for mark in ledger.marks.values()}
    lines = (line for line in standing.entries if line.entry.number in marked and line.cls in COMMON)
    return {line.entry.number: _agreed(line) for line in lines}


def _agreed(line: EntryStanding) -> Answer:
    return Answer.AGREE if line.cls is StandingClass.COMMON_GROUND else Answer.DISAGREE


def crux_state(findings: tuple[CruxFinding, ...], entry: int) -> CruxState | None:
    """The most shared of an entry's states; None where nobody marked it."""
    return next((finding.state for finding in findings if finding.entry.number == entry), None)


def _concessions(ledger: Ledger) -> list[Entry]:
    """Those that stand, in their order."""
    conceding = (e for e in ledger.entries.values() if e.concession is not None and e.status is Status.LIVE)
    return sorted(conceding, key=lambda entry: entry.number)


def _finding(
    ledger: Ledger,
    standing: Standing,
    line: EntryStanding,
    target: int | None,
    markers: tuple[int, ...],
    concessions: Sequence[Entry],
) -> CruxFinding:
    if line.cls in COMMON:
        agreed = _agreed(line)
        conceded = _led_to(concessions, line.entry, agreed)
        last = None if conceded else _last_to_answer(ledger, standing, line.entry, agreed)
        return CruxFinding(line.entry, target, CruxState.SETTLED, markers, conceded, last)
    return CruxFinding(line.entry, target, _shared(ledger, standing, line.entry, target, markers), markers)


def _led_to(concessions: Sequence[Entry], entry: Entry, agreed: Answer) -> tuple[Entry, ...]:
    """The concessions that led to what the sides agreed on; one that was taken back later led elsewhere."""
    return tuple(
        other
        for other in concessions
        if other.concession is not None
        and other.concession.entry == entry.number
        and other.concession.scope is not Scope.ARGUMENT
        and other.concession.answer is agreed
    )


def _last_to_answer(ledger: Ledger, standing: Standing, entry: Entry, agreed: Answer) -> int | None:
    """Who came to agree last, of those whose answer counted."""
    stances = [
        stance
        for stance in ledger.stances.values()
        if stance.entry == entry.number
        and stance.answer is agreed
        and stance.counts_for(entry)
        and standing.side_of(stance.person) is not None
    ]
    return max(stances, key=lambda stance: (stance.at, stance.person)).person if stances else None


def _shared(
    ledger: Ledger, standing: Standing, entry: Entry, target: int | None, markers: tuple[int, ...]
) -> CruxState:
    """Double where the opposed markers are at least a third of each side's answers on the target."""
    best = CruxState.MARKED
    for one, other in combinations(range(len(standing.sides)), 2):
        opposed = [
            (p, q)
            for p in markers
            for q in markers
            if p in standing.sides[one].people
            and q in standing.sides[other].people
            and _opposite(ledger, entry, p, q)
            and (target is None or _opposite(ledger, ledger.entries[target], p, q))
        ]
        if not opposed:
            continue
        best = CruxState.POSSIBLE
        mine, theirs = {p for p, _ in opposed}, {q for _, q in opposed}
        if 3 * len(mine) >= _answers(ledger, standing, one, target) and 3 * len(theirs) >= _answers(
            ledger, standing, other, target
        ):
            return CruxState.DOUBLE
    return best


def _answers(ledger: Ledger, standing: Standing, side: int, target: int | None) -> int:
    """How many of a side answered the target; to be on a side is to answer the question."""
    if target is None:
        return len(standing.sides[side].people)
    return counted(ledger).of(target).sides[side].answers


def _opposite(ledger: Ledger, entry: Entry, one: int, other: int) -> bool:
    return {_answer(ledger, entry, one), _answer(ledger, entry, other)} == {Answer.AGREE, Answer.DISAGREE}


def _answer(ledger: Ledger, entry: Entry, person: int) -> Answer | None:
    stance = ledger.stances.get((entry.number, person))
    return stance.answer if stance is not None and entry.asks_for_stances and stance.counts_for(entry) else None
