"""Estimates: how likely somebody thinks the question's "yes" is, before the debate and after it, and their tally.

A number is sealed: it stands in no event. Once all of a closing are counted, the tally stands in the ledger and the
numbers are deleted, but for those of people who gave leave to show theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

ENOUGH = 5
"""Of how many sealed pairs something is said: with fewer, what one of them holds could be worked out from the rest."""

MOVED_FROM = 10
"""From so many points on somebody has moved, as a credence does."""

ROUNDED_TO = 5
"""To how many points a median is rounded: it may be one person's number."""

CORRECTED_WITHIN = timedelta(hours=1)
"""How long the estimate of before can be corrected after it was first given."""

OPEN_AFTER_CLOSING = timedelta(days=3)
"""How long after the closing people are asked again."""


class Phase(StrEnum):
    """Whether an estimate was made while the debate was open, or after it was closed."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A sealed number, 0 to 100 %; `shown` is the person's leave to show theirs once all are counted."""

    person: int
    phase: Phase
    percent: int
    shown: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """What one person put before and after."""

    person: int
    before: int
    after: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many put both numbers, and which way they moved; how many put only one.

    Ways and medians are None where too few are sealed to say so without giving one of them away.
    """

    both: int
    only_before: int
    only_after: int
    towards_yes: int | None = None
    towards_no: int | None = None
    unmoved: int | None = None
    median_before: int | None = None
    median_after: int | None = None

    def __post_init__(self) -> None:
        ways = (self.towards_yes, self.towards_no, self.unmoved)
        medians = (self.median_before, self.median_after)
        said = [way for way in (*ways, *medians) if way is not None]
        if len(said) not in (0, len(ways) + len(medians)) or min(self.both, self.only_before, self.only_after) < 0:
            raise ValueError("no tally of estimates")
        if said and (min(said) < 0 or max(said[3:]) > 100 or sum(said[:3]) != self.both):
            raise ValueError("no tally of estimates")


def pairs(estimates: Sequence[Estimate]) -> tuple[Pair, ...]:
    """Those who put both numbers, in the order of their numbers."""
    before = {given.person: given for given in estimates if given.phase is Phase.BEFORE}
    after = {given.person: given for given in estimates if given.phase is Phase.AFTER}
    return tuple(
        Pair(person, before[person].percent, after[person].percent, before[person].shown and after[person].shown)
        for person in sorted(before.keys() & after.keys())
    )


def tallied(estimates: Sequence[Estimate]) -> Tally:
    """The tally of a closing's estimates, one of a person and phase."""
    both = pairs(estimates)
    befores = sum(given.phase is Phase.BEFORE for given in estimates)
    counted = Tally(len(both), befores - len(both), len(estimates) - befores - len(both))
    return counted if 0 < _sealed(both) < ENOUGH or not both else _with_ways(counted, both)


def _sealed(both: Sequence[Pair]) -> int:
    return sum(not pair.shown for pair in both)


def _with_ways(counted: Tally, both: Sequence[Pair]) -> Tally:
    by = [pair.after - pair.before for pair in both]
    return Tally(
        counted.both,
        counted.only_before,
        counted.only_after,
        towards_yes=sum(points >= MOVED_FROM for points in by),
        towards_no=sum(points <= -MOVED_FROM for points in by),
        unmoved=sum(abs(points) < MOVED_FROM for points in by),
        median_before=_rounded(median(pair.before for pair in both)),
        median_after=_rounded(median(pair.after for pair in both)),
    )


def _rounded(percent: float) -> int:
    return ROUNDED_TO * round(percent / ROUNDED_TO)
