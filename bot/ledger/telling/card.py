"""What a debate's status card says, and what waits for somebody's stance."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.entries import Entry, Ledger, Name, Side
from bot.ledger.standing.cruxes import CruxFinding, shared_cruxes
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling.cruxes import turns_on
from bot.ledger.telling.digest import DigestSide, Summary, digest_sides, summary
from bot.ledger.telling.lines import Line, Lines
from bot.ledger.telling.positions import accepted, one_sided, proposed, rejected
from bot.ledger.telling.sections import sections

MOST_LINES = 5
"""How many lines of a kind a card shows before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The first lines of a kind, and how many more there are."""

    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Card:
    """A debate in short: what it is about, who stands where, what it turns on, what is shared, what waits for whom."""

    question: str | None
    is_open: bool
    sides: tuple[DigestSide, ...]
    room: int | None
    """How many people take part, where there are no sides."""
    joinable: tuple[Side, ...]
    """The declared sides: those that can be joined."""
    unsided: int
    summary: Summary
    crux: Line | None
    """The double crux, or else the one that comes nearest to it; None where nobody shares one."""
    accepted: Shown
    rejected: Shown
    awaited: Shown
    waits: bool
    """Whether there is any entry that somebody could answer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person's stance: the first of it behind some number, and how much in all.

    `reworded` where they answered an earlier wording of the first one.
    """

    first: Entry | None
    number: int
    author: Name
    reworded: bool


def card(ledger: Ledger, now: Standing | None = None) -> Card:
    """The card of a debate, with the digest's own reasons and numbers.

    `now` is the standing of the ledger, where the caller has it already.
    """
    now = now or standing(ledger)
    findings = shared_cruxes(ledger, now)
    main = sections(ledger, now, findings)
    return Card(
        question=ledger.debate.question or None,
        is_open=ledger.debate.is_open,
        sides=digest_sides(now),
        room=len(now.sides[0].people) if now.is_room else None,
        joinable=tuple(side for _, side in sorted(ledger.sides.items())),
        unsided=len(now.unsided),
        summary=summary(ledger, now, main),
        crux=_shared_crux(turns_on(ledger, now, findings)),
        accepted=_first(accepted(ledger, now)),
        rejected=_first(rejected(ledger, now)),
        awaited=_first(one_sided(ledger, now), proposed(ledger, now)),
        waits=any(line.entry.asks_for_stances and not line.parked for line in now.entries),
    )


def _shared_crux(lines: Lines[CruxFinding]) -> Line | None:
    return lines[0] if lines else None


def _first(*parts: Sequence[Line]) -> Shown:
    """The first lines of some parts, one part behind the other. No other line is composed."""
    shown: list[Line] = []
    for part in parts:
        shown += part[: MOST_LINES - len(shown)]
    return Shown(tuple(shown), sum(map(len, parts)) - len(shown))
