"""Why a schedule is paused."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from bot.ledger.schedule_problems import ScheduleProblem


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
