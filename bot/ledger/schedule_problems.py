"""What can be wrong with a schedule that somebody asks for, as values: `bot.words.schedules` says them."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class UnknownCadence:
    """There is no such way of saying when."""

    cadence: str


@dataclass(frozen=True, slots=True)
class UnknownTimezone:
    """There is no time zone of that name."""

    timezone: str


@dataclass(frozen=True, slots=True)
class NotATime:
    """Words where a time of day was asked for."""

    words: str


@dataclass(frozen=True, slots=True)
class NotADay:
    """Words where a day of the week was asked for."""

    words: str


@dataclass(frozen=True, slots=True)
class NoDays:
    """A weekly schedule without a day."""


@dataclass(frozen=True, slots=True)
class DaysWithoutWeekly:
    """Days for a daily schedule."""


@dataclass(frozen=True, slots=True)
class CronWithoutCadence:
    """A cron expression for a schedule by other means."""


@dataclass(frozen=True, slots=True)
class CronMissing:
    """A schedule by cron without five or six fields."""


@dataclass(frozen=True, slots=True)
class NotCron:
    """Fields that make no cron expression."""

    expression: str


@dataclass(frozen=True, slots=True)
class NeverComes:
    """A cron expression that no moment fits."""

    expression: str


@dataclass(frozen=True, slots=True)
class TooOften:
    """It comes every `closest`; every `shortest` is as often as is allowed."""

    closest: timedelta
    shortest: timedelta


ScheduleProblem = (
    UnknownCadence
    | UnknownTimezone
    | NotATime
    | NotADay
    | NoDays
    | DaysWithoutWeekly
    | CronWithoutCadence
    | CronMissing
    | NotCron
    | NeverComes
    | TooOften
)
