"""What a debate's status card says, and what waits for somebody's stance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Entry, Ledger, Side
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling.digest import Digest, compose
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.telling.reasons import Headline

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
    sides: tuple[tuple[str, int], ...]
    joinable: tuple[Side, ...]
    """The declared sides: those that can be joined."""
    unsided: int
    headline: Headline
    crux: Line | None
    """The double crux, or else the one that comes nearest to it; None where nobody shares one."""
    common_ground: Shown
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
    author: str
    reworded: bool


def card(ledger: Ledger, at: datetime, now: Standing | None = None) -> Card:
    """The card of a debate, with the digest's own reasons and numbers.

    `now` is the standing of the ledger, where the caller has it already.
    """
    now = now or standing(ledger)
    digest = compose(ledger, None, at, now)
    return Card(
        question=digest.question,
        is_open=ledger.debate.is_open,
        sides=digest.sides,
        joinable=tuple(side for _, side in sorted(ledger.sides.items())),
        unsided=digest.unsided,
        headline=digest.headline,
        crux=_shared_crux(digest),
        common_ground=_first(digest.lines(SectionKind.AGREE)),
        awaited=_first((*digest.lines(SectionKind.ONE_SIDED), *digest.lines(SectionKind.AWAITING))),
        waits=any(line.entry.asks_for_stances and not line.parked for line in now.entries),
    )


def _shared_crux(digest: Digest) -> Line | None:
    for finding in digest.cruxes:
        if finding.state is not CruxState.MARKED and finding.entry.parking is None:
            lines = (line for line in digest.lines(SectionKind.CRUXES) if line.entry == finding.entry.number)
            return next(lines, None)
    return None


def _first(lines: Sequence[Line]) -> Shown:
    return Shown(tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))
