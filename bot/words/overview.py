"""What a picture shows, in words: an overview whose reasons, titles and names are said."""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Answer, Kind, SideName
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling import overview as values
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import SideAnswers
from bot.words import digest, names
from bot.words.front_end import FrontEnd


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

    kind: SectionKind
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
    more: int
    """How many entries are left out."""
    at: datetime


def said(front: FrontEnd, overview: values.Overview) -> Overview:
    """The overview in words."""
    return Overview(
        question=names.covered(front, names.question(front, overview.question)),
        sides=tuple((_side(front, overview, name), people) for name, people in overview.sides),
        unsided=overview.unsided,
        headline=digest.summary(front, overview.summary, quoted=0),
        groups=tuple(_group(front, group, overview.summary.sides) for group in overview.groups),
        proposed=overview.proposed,
        more=overview.more,
        at=overview.at,
    )


def _side(front: FrontEnd, overview: values.Overview, name: SideName) -> str:
    return names.side(front, name) if overview.is_sided else front.say("Everybody")


def _group(front: FrontEnd, group: values.Group, sides: int) -> Group:
    rows = tuple(_row(front, row) for row in group.rows)
    return Group(group.kind, digest.title(front, group.kind, sides), rows, group.more)


def _row(front: FrontEnd, row: values.Row) -> Row:
    line = digest.said(front, row.line)
    return Row(
        entry=row.entry,
        kind=row.kind,
        statement=names.covered(front, line.statement),
        reason=names.covered(front, line.reason),
        answers=row.answers,
        crux=row.crux,
        crux_for=row.crux_for,
        movers=tuple(_mover(front, mover) for mover in row.movers),
    )


def _mover(front: FrontEnd, mover: values.Mover) -> Mover:
    return Mover(names.person(front, mover.name), mover.concession, mover.answer, mover.argument_only)
