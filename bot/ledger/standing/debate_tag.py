"""Where a whole debate stands, in one word: what the list of a forum's posts, or of a server's debates, shows of it."""

from collections.abc import Mapping
from enum import StrEnum

from bot.ledger.ledger import Debate
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import COMMON, ROOM, StandingClass


class DebateTag(StrEnum):
    """Where a debate stands."""

    DIVERGING = "diverging"
    COMMON_GROUND = "common_ground"
    SETTLED = "settled"
    NEEDS_ANSWERS = "needs_answers"


_APART = frozenset({StandingClass.DIVERGING, StandingClass.CONTESTED})
_WAITING = frozenset(StandingClass) - COMMON - ROOM - _APART


def debate_tag(debate: Debate, standing: Standing) -> DebateTag:
    """Where a debate stands, by where its entries do that are not parked."""
    return debate_tag_of(debate, {cls: len(standing.of(cls)) for cls in StandingClass})


def debate_tag_of(debate: Debate, numbers: Mapping[StandingClass, int]) -> DebateTag:
    """The same from how many entries stand in each class; a class without any may be absent.

    A closed debate is settled, unless its outcome leaves something open, or it has none and entries diverge. An open
    one diverges where an entry does; it has common ground where at least as many entries are that as wait for answers.
    A room, which has no sides, has none.
    """
    diverges = _sum(numbers, _APART) > 0
    if not debate.is_open:
        return DebateTag.DIVERGING if _stays_open(debate, diverges=diverges) else DebateTag.SETTLED
    if diverges:
        return DebateTag.DIVERGING
    common = _sum(numbers, COMMON)
    return DebateTag.COMMON_GROUND if common and common >= _sum(numbers, _WAITING) else DebateTag.NEEDS_ANSWERS


def _stays_open(debate: Debate, *, diverges: bool) -> bool:
    has_outcome = debate.settled is not None or debate.still_open is not None
    return debate.still_open is not None if has_outcome else diverges


def _sum(numbers: Mapping[StandingClass, int], classes: frozenset[StandingClass]) -> int:
    return sum(numbers.get(cls, 0) for cls in classes)
