"""When a side holds a statement, and what the sides' verdicts make of it.

The chance that a side's silent members would turn a majority is a beta-binomial with a uniform prior. The scores that
order entries are the group-informed consensus of Polis (Small et al. 2021, "Polis: Scaling Deliberation by Mapping
High Dimensional Opinion Spaces"): the product over groups of the smoothed chance to agree.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

ENOUGH = 0.95
"""The least chance of a majority, once all have answered, at which a verdict stands."""

MOST_ANSWERS_ASKED = 5
"""However large a side is, so many answers are enough to hear it."""


class Verdict(StrEnum):
    """What a side makes of a statement."""

    HOLDS = "holds"
    REJECTS = "rejects"
    UNSETTLED = "unsettled"
    UNHEARD = "unheard"


class StandingClass(StrEnum):
    """What the sides' verdicts make of an entry together; three of them are of a room, which has no sides."""

    COMMON_GROUND = "common ground"
    COMMON_GROUND_REJECTED = "common ground (rejected)"
    ROOM_HOLDS = "room holds"
    ROOM_REJECTS = "room rejects"
    DIVERGING = "diverging"
    CONTESTED = "contested"
    ONE_SIDED = "one-sided"
    UNTESTED = "untested"
    OPEN = "open"


COMMON = frozenset({StandingClass.COMMON_GROUND, StandingClass.COMMON_GROUND_REJECTED})
"""Where the sides answer an entry alike."""

ROOM = frozenset({StandingClass.ROOM_HOLDS, StandingClass.ROOM_REJECTS, StandingClass.CONTESTED})
"""Where only a room can stand: everybody counted together, in a debate without sides."""

_ORDER = {cls: place for place, cls in enumerate(StandingClass)}


@dataclass(frozen=True, slots=True)
class Tally:
    """How a side answered; `members` are those of it who have answered anything in the debate."""

    agree: int = 0
    disagree: int = 0
    unsure: int = 0
    members: int = 0

    @property
    def answers(self) -> int:
        return self.agree + self.disagree + self.unsure

    @property
    def mirrored(self) -> "Tally":
        """The same side asked about the opposite."""
        return Tally(self.disagree, self.agree, self.unsure, self.members)


def verdict(tally: Tally) -> Verdict:
    """What a side makes of a statement. It holds it where, of n answers by N members,

    1. most agree: more than n / 2, and who is unsure counts against it;
    2. at least twice as many agree as disagree: a bare majority is no position of a side;
    3. enough was heard: half of N, and never more than five answers;
    4. the silent ones would hardly overturn it: with a chance of 0.95, more than N / 2 agree once all have answered.

    It rejects the statement where that holds of those who disagree. `docs/rules.md` gives reasons and examples.
    """
    if tally.answers == 0 or tally.answers < min(-(-tally.members // 2), MOST_ANSWERS_ASKED):
        return Verdict.UNHEARD
    if _carries(tally):
        return Verdict.HOLDS
    return Verdict.REJECTS if _carries(tally.mirrored) else Verdict.UNSETTLED


def _carries(tally: Tally) -> bool:
    if 2 * tally.agree <= tally.answers or tally.agree < 2 * tally.disagree:
        return False
    asked = (tally.agree, tally.answers, max(tally.members, tally.answers))
    return is_sure_of_majority(*asked) or chance_of_majority(*asked) >= ENOUGH


def is_sure_of_majority(agree: int, answers: int, members: int) -> bool:
    """Whether the chance of a majority is known to be enough without its sum, as that of most large sides is.

    By Hoeffding (1963, section 6): that a number of things drawn without replacement is above what is expected, by a
    share t of n drawn, has a chance of exp(-2 n t^2) at the most. What is drawn is as in `chance_of_majority`.
    """
    drawn, majority = answers + 1, members // 2 + 1
    above = (agree + 1) / drawn - majority / (members + 1)
    return above > 0 and math.exp(-2 * drawn * above * above) <= 1 - ENOUGH


@lru_cache(maxsize=65536)
def chance_of_majority(agree: int, answers: int, members: int) -> float:
    """The chance that more than half of the members agree once the silent ones have answered.

    Of `answers` answers, `agree` agree. The silent ones follow BetaBinomial(members - answers, agree + 1,
    answers - agree + 1).

    That is as if members stood in a random order, with a bar among them: whoever is before the bar agrees. Of the bar
    and those who answered, the bar is number `agree + 1`. So there is a majority before it where no more than `agree`
    of these are among the first so many of all. How many of them are there is hypergeometric, which has few terms.
    """
    majority, known, silent = members // 2 + 1, answers + 1, members - answers
    if agree >= majority:
        return 1.0
    least, most = max(0, majority - silent), min(known, majority)
    if agree < least:
        return 0.0
    # Each term is made from the one beside it, from the likeliest one on, so that none is too large or too small.
    likeliest = max(least, (majority + 1) * (known + 1) // (members + 3))
    up = _terms(range(likeliest, most), known, majority, silent)
    down = _terms(range(known - likeliest, known - least), known, members + 1 - majority, silent)
    every = [*reversed(down), 1.0, *up]
    lowest = likeliest - len(down)
    return math.fsum(every[: max(0, agree + 1 - lowest)]) / math.fsum(every)


NEGLIGIBLE = 1e-20
"""Beside the likeliest number, what is this much less likely does not count."""


def _terms(numbers: range, known: int, drawn: int, others: int) -> list[float]:
    """How likely one more than each of these numbers of `known` is to be among those drawn, compared with the first."""
    terms: list[float] = []
    term = 1.0
    for k in numbers:
        term *= (known - k) * (drawn - k) / ((k + 1) * (others - drawn + k + 1))
        if term < NEGLIGIBLE:
            break
        terms.append(term)
    return terms


def standing_class(verdicts: Sequence[Verdict]) -> StandingClass:
    """What the sides' verdicts make of an entry; common ground needs at least two sides."""
    said = set(verdicts)
    if {Verdict.HOLDS, Verdict.REJECTS} <= said:
        return StandingClass.DIVERGING
    if len(verdicts) >= 2 and said == {Verdict.HOLDS}:
        return StandingClass.COMMON_GROUND
    if len(verdicts) >= 2 and said == {Verdict.REJECTS}:
        return StandingClass.COMMON_GROUND_REJECTED
    if said & {Verdict.HOLDS, Verdict.REJECTS}:
        return StandingClass.ONE_SIDED
    return StandingClass.UNTESTED if Verdict.UNHEARD in said else StandingClass.OPEN


def room_class(tally: Tally) -> StandingClass:
    """What everybody together makes of an entry, where there are no sides: it is never common ground."""
    match verdict(tally):
        case Verdict.HOLDS:
            return StandingClass.ROOM_HOLDS
        case Verdict.REJECTS:
            return StandingClass.ROOM_REJECTS
        case Verdict.UNHEARD:
            return StandingClass.UNTESTED
        case Verdict.UNSETTLED:
            return StandingClass.CONTESTED if tally.agree and tally.disagree else StandingClass.OPEN


def group_informed_consensus(tallies: Sequence[Tally]) -> float:
    """Polis' score of common ground: the product over sides of (agree + 1) / (answers + 2)."""
    return math.prod(_p_agree(tally) for tally in tallies)


def divergence(tallies: Sequence[Tally]) -> float:
    """The largest chance that one side agrees while another disagrees; 0 with fewer than two sides."""
    pairs = (
        _p_agree(one) * _p_agree(other.mirrored)
        for i, one in enumerate(tallies)
        for j, other in enumerate(tallies)
        if i != j
    )
    return max(pairs, default=0.0)


def contest(tally: Tally) -> float:
    """How contested a statement is in a room: by how many are in the minority, then by how even the two parts are."""
    return min(tally.agree, tally.disagree) + _p_agree(tally) * _p_agree(tally.mirrored)


def _p_agree(tally: Tally) -> float:
    return (tally.agree + 1) / (tally.answers + 2)


def order_key(cls: StandingClass, tallies: Sequence[Tally]) -> tuple[int, float]:
    """What sorts entries into a digest's order: by class, then the most decisive first."""
    if cls in (StandingClass.COMMON_GROUND, StandingClass.ROOM_HOLDS):
        score = group_informed_consensus(tallies)
    elif cls in (StandingClass.COMMON_GROUND_REJECTED, StandingClass.ROOM_REJECTS):
        score = group_informed_consensus([tally.mirrored for tally in tallies])
    elif cls is StandingClass.DIVERGING:
        score = divergence(tallies)
    elif cls is StandingClass.CONTESTED:
        score = contest(tallies[0])
    else:
        score = float(sum(tally.answers for tally in tallies))
    return _ORDER[cls], -score
