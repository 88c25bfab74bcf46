"""What a debate's status card says: its digest in short; and what waits for somebody's stance."""

from dataclasses import dataclass

from bot.ledger.entries import Entry
from bot.ledger.ledger import Ledger
from bot.ledger.people import Name
from bot.ledger.standing.cruxes import shared_cruxes
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling.digest import DigestSide, Summary, digest_sides, summary, waits
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.outcome import ToldOutcome, told
from bot.ledger.telling.rest import Rest, rest
from bot.ledger.telling.sections import ShownSection, sections
from bot.ledger.telling.settles_most import SettlesMost, settles_most


@dataclass(frozen=True, slots=True)
class Card:
    """What a digest says too: the question, the sides, where they stand, what it turns on, what would settle most."""

    question: str | None
    is_open: bool
    is_locked: bool
    """Whether moderators keep everybody from writing to it."""
    outcome: ToldOutcome
    """What it came to, where it is closed."""
    sides: tuple[DigestSide, ...]
    room: int | None
    """How many people take part, where there are no sides."""
    unsided: int
    summary: Summary
    rest: Rest
    settling: SettlesMost | None
    waits: bool
    """Whether there is any entry that somebody could answer."""

    @property
    def turns_on(self) -> ShownSection | None:
        """The open cruxes that the sides share; None where they share none."""
        return next((section for section in self.summary.sections if section.kind is SectionKind.TURNS_ON), None)


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
    """The card of a debate; `now` is the standing of the ledger, where the caller has it already."""
    now = now or standing(ledger)
    cruxes = shared_cruxes(ledger, now)
    return Card(
        question=ledger.debate.question or None,
        is_open=ledger.debate.is_open,
        is_locked=ledger.debate.is_locked,
        outcome=told(ledger.debate, ledger),
        sides=digest_sides(now),
        room=len(now.sides[0].people) if now.is_room else None,
        unsided=len(now.unsided),
        summary=summary(ledger, now, sections(ledger, now, cruxes), cruxes),
        rest=rest(ledger, now),
        settling=settles_most(now) if ledger.debate.is_open else None,
        waits=waits(now),
    )
