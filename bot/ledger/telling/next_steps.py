"""What somebody can do next in a debate, as facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextSteps:
    """How a debate is for one person: what awaits them, and what nobody has done yet."""

    is_open: bool
    awaiting: int
    """How many entries wait for this person's answer."""
    lacks_side: bool
    """Whether sides are named, and this person is on none."""
    entries: int
    cruxes: int
    """How many live entries there are, and how many of them are cruxes."""
    scheduled: bool
    """Whether digests come by themselves."""
