"""Who takes part in a debate, and the sides that they take.

People are numbers here: the first person a debate meets is participant 1, the next is 2. Who they are on the
platform stands only in `Participant`, so that forgetting somebody is one row.
"""

import re
from dataclasses import dataclass, field

from bot.ledger.derived import DERIVED

LARGEST_ID = 2**63 - 1
"""The largest number by which a platform names anything."""

CRUX_ITSELF = 0
"""The actor of what nobody did: a digest posted on schedule, a message that was deleted."""


@dataclass(frozen=True, slots=True)
class Side:
    """A named position on the question."""

    number: int
    name: str | None

    @property
    def called(self) -> "SideName":
        """What it is called; its number stands for a name that was erased."""
        return self.name or UnnamedSide(self.number)


@dataclass(frozen=True, slots=True)
class UnnamedSide:
    """A side whose name was erased."""

    number: int


@dataclass(frozen=True, slots=True)
class FormerSide:
    """A side that was removed, or merged into another one. Its number is given to no other side."""

    number: int
    merged_into: int | None = None


Name = str | None
"""What a person is called; None for somebody who was forgotten."""

SideName = str | UnnamedSide | None
"""What a side is called; None for a room without sides, and for one person whose name was erased."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody the ledger has met; `user` and `name` are None once they asked to be forgotten."""

    number: int
    user: int | None
    name: str | None
    side: int | None = None
    forgotten: bool = False
    """Whether they were forgotten: they count nowhere from then on."""
    uncounted: bool = False
    """Whether their answers do not count, by what their server has decided; what they say stands all the same."""
    estimate_before: int | None = None
    """How likely they thought the question's "yes", in percent: shown by their leave once all were counted."""
    estimate_after: int | None = None
    namesake: int = field(default=1, compare=False, metadata={DERIVED: True})
    """Which of the people of that name this one is, in the order of their numbers: 1 is the first."""

    @property
    def counts_nowhere(self) -> bool:
        """Whether none of their answers counts."""
        return self.forgotten or self.uncounted

    @property
    def called(self) -> Name:
        """What they are called here, so that nobody else of the debate is; None for somebody who was forgotten."""
        return told_apart(self.name, self.namesake) if self.name else None


_NUMBERED = re.compile(r"\(\d+\)$")


def told_apart(name: str, namesake: int) -> str:
    """A name, with a number behind it for all but the first person of that name: "ana", "ana (2)".

    A name that ends so by itself always takes a number, so that nobody takes on what another is called.
    """
    return name if namesake == 1 and not _NUMBERED.search(name) else f"{name} ({namesake})"
