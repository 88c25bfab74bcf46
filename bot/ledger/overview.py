"""A debate at a glance: its entries in groups, with each side's answers, as a picture shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ledger.cruxes import CruxFinding, CruxState, crux_findings
from bot.ledger.digest import AGREE, DIVERGE, ONE_SIDED, PARKED, UNSETTLED, Digest, compose
from bot.ledger.entries import Answer, Entry, Kind, Ledger, Scope, Status
from bot.ledger.standing import EntryStanding, Standing, standing
from bot.ledger.verdicts import Tally

MOST_ROWS = 12
"""How many entries a picture shows: the most decisive ones."""

GROUPS = (AGREE, DIVERGE, ONE_SIDED, UNSETTLED, PARKED)
"""The digest's sections that a picture shows, in its order."""

EVERYBODY = "Everybody"
"""Whose answers are counted where nobody is on a side."""


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

    name: str
    concession: int
    answer: Answer
    argument_only: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: what it says, why it stands where it does, who answered what, who moved."""

    entry: int
    kind: Kind
    statement: str
    reason: str
    answers: tuple[SideAnswers, ...]
    crux: CruxState | None
    crux_for: int | None
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a digest's section, the most decisive first, and how many more it has."""

    title: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What a picture of a debate shows. A side's letter is its place in `sides`."""

    question: str
    sides: tuple[tuple[str, int], ...]
    unsided: int
    headline: str
    groups: tuple[Group, ...]
    proposed: int
    at: datetime

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

    `digest` is its digest and `now` where everything stands, where these are known already.
    """
    now = now or standing(ledger)
    told = digest or compose(ledger, None, at, now)
    findings = crux_findings(ledger, now)
    groups = tuple(_groups(ledger, now, told, findings))
    return Overview(
        question=told.question,
        sides=told.sides or ((EVERYBODY, len(now.unsided)),),
        unsided=told.unsided if told.sides else 0,
        headline=told.headline,
        groups=_most_decisive(groups, most),
        proposed=sum(line.entry.status is Status.PROPOSED for line in now.entries),
        at=at,
    )


def _groups(ledger: Ledger, now: Standing, digest: Digest, findings: Sequence[CruxFinding]) -> Iterable[Group]:
    lines = {line.entry.number: line for line in now.entries}
    everybody = _everybody(now) if not now.sides else {}
    movers = _movers(ledger)
    # The most shared state of an entry comes first among the findings.
    cruxes = {finding.entry.number: finding for finding in reversed(findings)}
    for title in GROUPS:
        rows = tuple(
            _row(
                lines[told.entry],
                told.statement,
                told.reason,
                now,
                everybody.get(told.entry),
                cruxes.get(told.entry),
                movers.get(told.entry, ()),
            )
            for told in digest.lines(title)
            if told.entry is not None
        )
        if rows:
            yield Group(title, rows)


def _row(
    line: EntryStanding,
    statement: str,
    reason: str,
    now: Standing,
    everybody: Tally | None,
    finding: CruxFinding | None,
    movers: tuple[Mover, ...],
) -> Row:
    counted = zip((len(side.people) for side in now.sides), line.tallies, strict=True)
    if not now.sides:
        counted = zip([len(now.unsided)], [everybody or Tally(0, 0, 0, 0)], strict=True)
    return Row(
        entry=line.entry.number,
        kind=line.entry.kind,
        statement=statement,
        reason=reason,
        answers=tuple(
            SideAnswers(place, people, tally.agree, tally.disagree, tally.unsure)
            for place, (people, tally) in enumerate(counted)
        ),
        crux=finding.state if finding else None,
        crux_for=finding.target if finding else None,
        movers=movers,
    )


def _everybody(now: Standing) -> dict[int, Tally]:
    """Everybody's answers to each entry, for a debate in which nobody is on a side."""
    members = len(now.unsided)
    return {
        line.entry.number: Tally(everybody.agree, everybody.disagree, everybody.unsure, members)
        for line in now.entries
        for everybody in (line.count.unsided,)
    }


def _movers(ledger: Ledger) -> dict[int, tuple[Mover, ...]]:
    """Who conceded which entry, in the order of their concessions."""
    found: dict[int, list[Mover]] = {}
    for _, entry in sorted(ledger.entries.items()):
        if entry.status is Status.LIVE and entry.concession is not None:
            found.setdefault(entry.concession.entry, []).append(_mover(ledger, entry))
    return {number: tuple(movers) for number, movers in found.items()}


def _mover(ledger: Ledger, entry: Entry) -> Mover:
    if entry.concession is None:
        raise ValueError(f"#{entry.number} is no concession")
    granted = entry.concession.scope is Scope.ARGUMENT
    return Mover(ledger.name(entry.author), entry.number, entry.concession.answer, granted)


_FIRST = (CruxState.DOUBLE, CruxState.POSSIBLE, CruxState.SETTLED)


def _most_decisive(groups: Sequence[Group], most: int) -> tuple[Group, ...]:
    """The groups with `most` rows in all: what is shared as a crux first, then turn by turn the next of each group."""
    shared = [row for state in _FIRST for group in groups for row in group.rows if row.crux is state]
    longest = max((len(group.rows) for group in groups), default=0)
    by_turns = [group.rows[turn] for turn in range(longest) for group in groups if turn < len(group.rows)]
    kept: set[int] = set()
    for row in (*shared, *by_turns):
        if len(kept) < most:
            kept.add(row.entry)
    return tuple(
        replace(group, rows=shown, more=len(group.rows) - len(shown))
        for group in groups
        for shown in (tuple(row for row in group.rows if row.entry in kept),)
    )
