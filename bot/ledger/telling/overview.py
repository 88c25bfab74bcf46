"""A debate at a glance: its entries in groups, with each side's answers, as a picture shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from bot.ledger.entries import Answer, Entry, Kind, Ledger, Name, Scope, SideName, Status
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.telling.digest import Digest, Summary, compose
from bot.ledger.telling.lines import Line, SectionKind

MOST_ROWS = 12
"""How many entries a picture shows: the most decisive ones."""

GROUPS = (
    SectionKind.ACCEPT,
    SectionKind.REJECT,
    SectionKind.DIVERGE,
    SectionKind.CONTESTED,
    SectionKind.ONE_SIDED,
    SectionKind.UNDECIDED,
    SectionKind.PARKED,
)
"""The digest's sections that a picture shows, in its order."""


@dataclass(frozen=True, slots=True)
class SideAnswers:
    """How a side of so many people answered an entry; the rest of them is silent."""

    side: int
    people: int
    agree: int
    disagree: int
    unsure: int

    @property
    def silent(self) -> int:
        return self.people - self.agree - self.disagree - self.unsure


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who conceded the entry: the answer they moved to, or granted for the argument's sake alone."""

    name: Name
    concession: int
    answer: Answer
    argument_only: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: its line in the digest, who answered what, who moved."""

    entry: int
    kind: Kind
    line: Line
    answers: tuple[SideAnswers, ...]
    crux: CruxState | None
    crux_for: int | None
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a digest's section, the most decisive first, and how many more it has."""

    kind: SectionKind
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What a picture of a debate shows. A side's letter is its place in `sides`.

    Where nobody is on a side, everybody is counted together as one that has no name.
    """

    question: str | None
    sides: tuple[tuple[SideName, int], ...]
    is_sided: bool
    unsided: int
    summary: Summary
    groups: tuple[Group, ...]
    proposed: int
    at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is no entry to show."""
        return not self.groups

    @property
    def more(self) -> int:
        """How many entries are left out."""
        return sum(group.more for group in self.groups)


def overview(
    ledger: Ledger,
    at: datetime,
    most: int = MOST_ROWS,
    digest: Digest | None = None,
    now: Standing | None = None,
) -> Overview:
    """The debate at a glance, with its `most` most decisive rows.

    `digest` is its digest and `now` its standing, where the caller has them already.
    """
    now = now or standing(ledger)
    digest = digest or compose(ledger, None, at, now)
    return Overview(
        question=digest.question,
        sides=tuple((side.name, len(side.people)) for side in now.sides),
        is_sided=digest.room is None,
        unsided=digest.unsided,
        summary=digest.summary,
        groups=tuple(_groups(ledger, now, digest, most)),
        proposed=len(now.proposed),
        at=at,
    )


def _groups(ledger: Ledger, now: Standing, digest: Digest, most: int) -> Iterable[Group]:
    # The most shared state of an entry comes first among the findings.
    cruxes = {finding.entry.number: finding for finding in reversed(digest.cruxes)}
    movers = _movers(ledger)
    shown = _most_decisive([digest.about(kind) for kind in GROUPS], cruxes, most)
    for kind in GROUPS:
        lines, about = digest.lines(kind), digest.about(kind)
        rows = tuple(
            _row(line, lines[place], now, cruxes.get(line.entry.number), movers.get(line.entry.number, ()))
            for place, line in enumerate(about)
            if line.entry.number in shown
        )
        if about:
            yield Group(kind, rows, len(about) - len(rows))


def _row(
    stands: EntryStanding, line: Line, now: Standing, finding: CruxFinding | None, movers: tuple[Mover, ...]
) -> Row:
    counted = zip((len(side.people) for side in now.sides), stands.tallies, strict=True)
    return Row(
        entry=stands.entry.number,
        kind=stands.entry.kind,
        line=line,
        answers=tuple(
            SideAnswers(place, people, tally.agree, tally.disagree, tally.unsure)
            for place, (people, tally) in enumerate(counted)
        ),
        crux=finding.state if finding else None,
        crux_for=finding.target if finding else None,
        movers=movers,
    )


def _movers(ledger: Ledger) -> dict[int, tuple[Mover, ...]]:
    """Who conceded which entry, in the order of their concessions."""
    movers: dict[int, list[Mover]] = {}
    live = (entry for entry in ledger.entries.values() if entry.concession and entry.status is Status.LIVE)
    conceding = [entry for entry in live if not ledger.is_forgotten(entry.author)]
    for entry in sorted(conceding, key=lambda entry: entry.number):
        if entry.concession is not None:
            movers.setdefault(entry.concession.entry, []).append(_mover(ledger, entry))
    return {number: tuple(all_of_one) for number, all_of_one in movers.items()}


def _mover(ledger: Ledger, entry: Entry) -> Mover:
    if entry.concession is None:
        raise ValueError(f"#{entry.number} is no concession")
    granted = entry.concession.scope is Scope.ARGUMENT
    return Mover(ledger.name(entry.author), entry.number, entry.concession.answer, granted)


_FIRST = (CruxState.DOUBLE, CruxState.POSSIBLE, CruxState.SETTLED)


def _most_decisive(
    groups: Sequence[Sequence[EntryStanding]], cruxes: Mapping[int, CruxFinding], most: int
) -> frozenset[int]:
    """The `most` entries to show: what is shared as a crux first, then turn by turn the next of each group."""
    near = {number for number, finding in cruxes.items() if finding.state in _FIRST}
    shared = [line.entry.number for group in groups for line in group if line.entry.number in near] if near else []
    shared.sort(key=lambda number: _FIRST.index(cruxes[number].state))
    longest = max((len(group) for group in groups), default=0)
    by_turns = (group[turn].entry.number for turn in range(longest) for group in groups if turn < len(group))
    chosen: set[int] = set()
    for number in chain(shared, by_turns):
        if len(chosen) == most:
            break
        chosen.add(number)
    return frozenset(chosen)
