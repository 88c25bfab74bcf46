"""Why a schedule is paused."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from bot.ledger.schedule_problems import NeverComes, NotCron, ScheduleProblem, UnknownTimezone


class Obstacle(Enum):
    """What a platform says of a channel in which nothing can be posted."""

    CHANNEL_GONE = auto()
    SERVER_GONE = auto()
    CHANNEL_HIDDEN = auto()
    POSTING_FORBIDDEN = auto()
    HISTORY_HIDDEN = auto()
    """Without its history, nobody can tell what has been posted already."""
    THREAD_ARCHIVED = auto()
    THREAD_LOCKED = auto()
    NO_PLACE_FOR_MESSAGES = auto()
    """It is a channel of a kind that holds no messages."""


@dataclass(frozen=True, slots=True)
class PlacedObstacle:
    """What stands in the way of a debate's digests, and where."""

    what: Obstacle
    channel: int | None = None
    """The server's channel for digests; None where it is the debate's own channel."""


@dataclass(frozen=True, slots=True)
class FailedRepeatedly:
    """So many attempts failed for a reason of Crux's own."""

    attempts: int


@dataclass(frozen=True, slots=True)
class BadSchedule:
    """The schedule as it is stored gives no slot: a zone that tzdata has dropped, or a wrong cron expression."""

    problem: ScheduleProblem


class PausedBy(Enum):
    """Somebody paused it."""

    MODERATOR = auto()
    OPENER = auto()


NotPosted: TypeAlias = Obstacle | FailedRepeatedly | BadSchedule
"""Why a message could not be posted."""

PauseReason: TypeAlias = NotPosted | PausedBy

Kept: TypeAlias = PauseReason | str
"""The same as it was kept: an earlier Crux has kept a sentence."""


def to_keep(reason: PauseReason) -> str:
    """The reason in the words in which it is kept, from which it can be told in any language."""
    match reason:
        case Obstacle():
            return f"obstacle:{reason.name}"
        case PausedBy():
            return f"by:{reason.name}"
        case FailedRepeatedly(attempts):
            return f"failed:{attempts}"
        case BadSchedule(UnknownTimezone(timezone)):
            return f"timezone:{timezone}"
        case BadSchedule(NeverComes(expression)):
            return f"never_comes:{expression}"
        case BadSchedule(problem):
            return f"not_cron:{getattr(problem, 'expression', '')}"


def kept(words: str) -> Kept:
    """The reason that was kept in these words; the words themselves where an earlier Crux has kept a sentence."""
    kind, _, what = words.partition(":")
    match kind:
        case "obstacle" if what in Obstacle.__members__:
            return Obstacle[what]
        case "by" if what in PausedBy.__members__:
            return PausedBy[what]
        case "failed" if what.isdecimal():
            return FailedRepeatedly(int(what))
        case "timezone":
            return BadSchedule(UnknownTimezone(what))
        case "not_cron":
            return BadSchedule(NotCron(what))
        case "never_comes":
            return BadSchedule(NeverComes(what))
        case _:
            return words
