"""Which slots a schedule has: local times in a zone, as moments in UTC.

Slots are computed by cron's rules on the local clock: a time that a spring night skips comes at the end of the gap,
one that an autumn night has twice comes once. No day is skipped and none is doubled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, pairwise, takewhile

from cronsim import CronSim, CronSimError

from bot.ledger.refusals import BadScheduleAsked
from bot.ledger.schedule_problems import (
    CronMissing,
    CronWithoutCadence,
    DaysWithoutWeekly,
    NeverComes,
    NoDays,
    NotADay,
    NotATime,
    NotCron,
    TooOften,
    UnknownCadence,
    UnknownTimezone,
)
from bot.ledger.text import folded
from bot.ledger.zones import UnknownZone, zone, zone_names

DEFAULT_TIME = time(18, 0)
MONDAY = 1
SLOTS_CHECKED = 400
"""How many of a schedule's coming slots are checked against the shortest cadence."""

YEARS_CHECKED = timedelta(days=366 * 30)
"""How far ahead they are looked for: the calendar's weekdays come round again after 28 years."""

DST_SHIFT = timedelta(hours=1)
"""A night that moves the clock may bring two daily slots this much closer; that is no shorter cadence."""

CRON_LENGTH = 100

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CadenceKind(StrEnum):
    """How a schedule says when."""

    DAILY = "daily"
    WEEKLY = "weekly"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a digest is due. `days` are ISO weekdays (Monday is 1), for weekly; `cron` for cron alone."""

    cadence: CadenceKind
    at: time | None
    timezone: str
    days: tuple[int, ...] = ()
    cron: str | None = None

    @property
    def expression(self) -> str:
        """The schedule as cron's five (or, with seconds, six) fields."""
        if self.cron is not None:
            return self.cron
        at = self.at or DEFAULT_TIME
        days = ",".join(str(day % 7) for day in self.days) or "*"
        return f"{at.minute} {at.hour} * * {days}"


def schedule_from(
    cadence: str, at: str | None, timezone: str, days: str | None, cron: str | None, shortest: timedelta
) -> Schedule:
    """The schedule that somebody asks for. Raises BadScheduleAsked."""
    if cadence not in set(CadenceKind):
        raise BadScheduleAsked(problem=UnknownCadence(cadence))
    kind = CadenceKind(cadence)
    zone_name = zone_from(timezone)
    if kind is CadenceKind.CRON:
        return require_seldom(Schedule(kind, None, zone_name, (), _cron_from(cron)), shortest)
    if cron:
        raise BadScheduleAsked(problem=CronWithoutCadence())
    when = _time_from(at)
    if kind is CadenceKind.DAILY:
        if days:
            raise BadScheduleAsked(problem=DaysWithoutWeekly())
        return require_seldom(Schedule(kind, when, zone_name), shortest)
    return require_seldom(Schedule(kind, when, zone_name, _days_from(days or "monday")), shortest)


def next_slot(schedule: Schedule, after: datetime) -> datetime:
    """The first slot strictly after a moment, in UTC. Raises BadScheduleAsked where the schedule cannot be."""
    for slot in _slots(schedule, after):
        return slot
    raise BadScheduleAsked(problem=NeverComes(schedule.expression))


def latest_due(schedule: Schedule, after: datetime, now: datetime) -> datetime | None:
    """The last slot after one moment and up to another; None where no slot is between them.

    Looks back from `now` over growing stretches, so that years of downtime cost no more than a day. Raises
    BadScheduleAsked where the schedule cannot be.
    """
    stretch = timedelta(days=2)
    while True:
        start = max(after, now - stretch)
        latest = None
        for slot in _slots(schedule, start):
            if slot > now:
                break
            latest = slot
        if latest is not None or start == after:
            return latest
        stretch *= 8


def _slots(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """The slots after a moment. Raises BadScheduleAsked: a stored zone may be none of tzdata's any more."""
    try:
        yield from _moments(schedule, after)
    except UnknownZone as wrong:
        raise BadScheduleAsked(problem=UnknownTimezone(schedule.timezone)) from wrong
    except (CronSimError, ValueError, OverflowError) as wrong:
        raise BadScheduleAsked(problem=NotCron(schedule.expression)) from wrong


def _moments(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    local = after.astimezone(zone(schedule.timezone))
    last = after.astimezone(UTC)
    for slot in CronSim(schedule.expression, local):
        moment = slot.astimezone(UTC)
        if moment > last and not _is_of_a_day_that_never_was(schedule, slot):
            yield moment
            last = moment


def _is_of_a_day_that_never_was(schedule: Schedule, slot: datetime) -> bool:
    """Whether a slot comes at the end of a gap of whole days, as when Samoa crossed the date line, and belongs to it.

    A gap within a day moves that day's slot to its end; a day that does not exist has no slot.
    """
    earlier = (slot.astimezone(UTC) - timedelta(seconds=1)).astimezone(slot.tzinfo)
    jump = (slot.utcoffset() or timedelta()) - (earlier.utcoffset() or timedelta())
    if jump < timedelta(days=1):
        return False
    there = slot.replace(tzinfo=None)
    return next(CronSim(schedule.expression, there - timedelta(seconds=1))) != there


def require_seldom(schedule: Schedule, shortest: timedelta) -> Schedule:
    """The schedule. Raises BadScheduleAsked where it never comes, or more often than allowed."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    coming = list(islice(_soon(_slots(schedule, start), start + YEARS_CHECKED), SLOTS_CHECKED))
    if not coming:
        raise BadScheduleAsked(problem=NeverComes(schedule.expression))
    closest = min((late - early for early, late in pairwise(coming)), default=shortest)
    floor = shortest - DST_SHIFT if closest >= timedelta(hours=22) else shortest
    if closest < floor:
        raise BadScheduleAsked(problem=TooOften(closest, shortest))
    return schedule


def _soon(slots: Iterator[datetime], until: datetime) -> Iterator[datetime]:
    return takewhile(lambda slot: slot <= until, slots)


def _cron_from(cron: str | None) -> str:
    fields = (cron or "").split()
    if len(fields) not in (5, 6) or len(cron or "") > CRON_LENGTH:
        raise BadScheduleAsked(problem=CronMissing())
    expression = " ".join(fields)
    try:
        CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError as wrong:
        raise BadScheduleAsked(problem=NotCron(expression)) from wrong
    return expression


def _time_from(at: str | None) -> time:
    if at is None or not at.strip():
        return DEFAULT_TIME
    hours, colon, minutes = at.strip().partition(":")
    numeric = all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hours, minutes))
    if not colon or not numeric or int(hours) > 23 or int(minutes) > 59:
        raise BadScheduleAsked(problem=NotATime(at))
    return time(int(hours), int(minutes))


def zone_from(timezone: str) -> str:
    """The time zone of that name, in any case of letters. Raises BadScheduleAsked."""
    wanted = folded(timezone.strip().replace(" ", "_"))
    zone_name = next((name for name in zone_names() if folded(name) == wanted), None)
    if zone_name is None:
        raise BadScheduleAsked(problem=UnknownTimezone(timezone))
    return zone_name


def _days_from(days: str) -> tuple[int, ...]:
    chosen: set[int] = set()
    for part in days.replace(",", " ").replace(";", " ").split():
        first, dash, last = part.partition("-")
        start, end = _day_from(first), _day_from(last) if dash else _day_from(first)
        span = (end - start) % 7
        chosen.update((start - 1 + step) % 7 + 1 for step in range(span + 1))
    if not chosen:
        raise BadScheduleAsked(problem=NoDays())
    return tuple(sorted(chosen))


def _day_from(name: str) -> int:
    word = folded(name).strip(".")
    if word.isascii() and word.isdigit() and 1 <= int(word) <= 7:
        return int(word)
    for number, day in enumerate(_DAYS, start=1):
        if len(word) >= 3 and (day.startswith(word) or word == f"{day}s"):
            return number
    raise BadScheduleAsked(problem=NotADay(name))
