"""A debate in a few numbers: its sides, and how much stands in its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.ledger.entries import Kind
from bot.ledger.ledger import Debate
from bot.ledger.people import Name, SideName
from bot.ledger.telling.outcome import ToldOutcome

NOTHING_TOLD = ToldOutcome()


@dataclass(frozen=True, slots=True)
class SideStatus:
    """A side with how many are on it, and the names of the first of them."""

    name: SideName
    people: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class DebateStatus:
    """How many live entries of each kind there are, how many wait for their authors, and who is on which side."""

    debate: Debate
    live: Mapping[Kind, int]
    proposed: int
    sides: tuple[SideStatus, ...]
    unsided: int
    """How many take part and are on no side."""
    uncounted: int
    """Of how many the answers do not count, by what the server has decided."""
    outcome: ToldOutcome = NOTHING_TOLD
    """What it came to, where it is closed."""
