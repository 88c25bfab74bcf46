"""How much of another tool's file came into a ledger, and what did not."""

from dataclasses import dataclass, field
from enum import Enum, auto


class LeftOut(Enum):
    """What of a file does not come into the ledger, or not as it stood there."""

    SHORTENED = auto()
    """Texts longer than a statement may be."""
    REJECTED = auto()
    """Comments that moderators rejected."""
    WITHOUT_WORDS = auto()
    """Comments in which nothing can be read."""
    VOTES_ON_NOTHING = auto()
    """Votes on comments that are not counted, or that the file does not have."""
    COUNTED_OTHERWISE = auto()
    """Comments of which the file counts other votes than it has."""
    WITHOUT_MOMENTS = auto()
    """Votes of which the file does not say when they were cast."""
    LINKS_TO_NOTHING = auto()
    """Links to a claim that the file does not have."""


@dataclass(slots=True)
class Taken:
    """How much of a file came into the ledger, and what did not; counted while its events are read."""

    claims: int = 0
    people: int = 0
    stances: int = 0
    sides: int = 0
    left_out: dict[LeftOut, int] = field(default_factory=dict)

    def leave_out(self, what: LeftOut, number: int = 1) -> None:
        """Count what does not come in."""
        if number:
            self.left_out[what] = self.left_out.get(what, 0) + number
