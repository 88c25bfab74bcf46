"""What a picture shows, in words: an overview whose reasons, titles and names are said, as the digest says them."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.ledger.entries import Answer
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling import overview as values
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import SideAnswers
from bot.words import digest, names
from bot.words.front_end import FrontEnd


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody whose concession moved them to this answer."""

    name: str
    concession: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: what it says, why it stands where it does, who answered what, who moved."""

    entry: int
    statement: str
    reason: str
    answers: tuple[SideAnswers, ...]
    crux: CruxState | None
    crux_for: int | None
    crux_for_was: int | None
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a digest's section, the most decisive first, with its title, and how many have none.

    Those `above` stand among what it turns on; those `named` are cruxes of both sides for which there is no room.
    """

    kind: SectionKind
    title: str
    rows: tuple[Row, ...]
    above: tuple[int, ...]
    named: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a picture of a debate shows. A side's letter is its place in `sides`; without sides there is a room."""

    question: str
    sides: tuple[tuple[str, int], ...]
    room: int | None
    unsided: int
    summary: str
    groups: tuple[Group, ...]
    rest: str
    """What a digest tells in numbers alone; empty where it tells nothing so."""
    at: datetime


def said(front: FrontEnd, overview: values.Overview) -> Overview:
    """The overview in words."""
    sides = len(overview.sides)
    return Overview(
        question=names.covered(front, names.question(front, overview.question)),
        sides=tuple((names.side(front, side.name), side.people) for side in overview.sides),
        room=overview.room,
        unsided=overview.unsided,
        summary=digest.summary(front, overview.summary, partial(names.covered, front), quoted=0),
        groups=tuple(_group(front, group, sides) for group in overview.groups),
        rest=digest.rest(front, overview.rest, sides),
        at=overview.at,
    )


def _group(front: FrontEnd, group: values.Group, sides: int) -> Group:
    rows = tuple(_row(front, row) for row in group.rows)
    title = digest.numbered(front, digest.title(front, group.kind, sides), len(rows), group.number)
    return Group(group.kind, title, rows, group.above, group.named, group.more)


def _row(front: FrontEnd, row: values.Row) -> Row:
    line = digest.said(front, row.line)
    return Row(
        entry=row.entry,
        statement=names.covered(front, line.statement),
        reason=names.covered(front, line.beside(front)),
        answers=row.answers,
        crux=row.crux,
        crux_for=row.crux_for,
        crux_for_was=row.crux_for_was,
        movers=tuple(_mover(front, mover) for mover in row.movers),
    )


def _mover(front: FrontEnd, mover: values.Mover) -> Mover:
    return Mover(names.person(front, mover.name), mover.concession, mover.answer)
