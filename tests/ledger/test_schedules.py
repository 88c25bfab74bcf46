"""Slots: local times as moments, none skipped and none doubled when clocks change."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.ledger.refusals import BadScheduleAsked
from bot.ledger.schedule_problems import (
    CronMissing,
    CronWithoutCadence,
    DaysWithoutWeekly,
    NotADay,
    NotATime,
    NotCron,
    ScheduleProblem,
    TooOften,
    UnknownCadence,
    UnknownTimezone,
)
from bot.ledger.schedules import CadenceKind, Schedule, latest_due, next_slot, schedule_from

HOUR = timedelta(hours=1)


def slots(schedule: Schedule, start: datetime, count: int) -> list[datetime]:
    found = [start]
    for _ in range(count):
        found.append(next_slot(schedule, found[-1]))
    return found[1:]


@pytest.mark.parametrize(
    ("zone", "at", "around"),
    [
        ("Europe/Berlin", "02:30", datetime(2026, 3, 25, tzinfo=UTC)),
        ("Europe/Berlin", "02:30", datetime(2026, 10, 21, tzinfo=UTC)),
        ("America/Sao_Paulo", "00:30", datetime(2018, 10, 31, tzinfo=UTC)),
        ("America/New_York", "01:30", datetime(2026, 10, 28, tzinfo=UTC)),
        ("Australia/Lord_Howe", "02:15", datetime(2026, 9, 30, tzinfo=UTC)),
        ("Africa/Cairo", "00:15", datetime(2026, 4, 20, tzinfo=UTC)),
        ("Asia/Kathmandu", "18:00", datetime(2026, 1, 1, tzinfo=UTC)),
        ("Atlantic/Azores", "00:30", datetime(2026, 10, 21, tzinfo=UTC)),
    ],
)
def test_a_daily_digest_comes_once_on_every_local_day(zone: str, at: str, around: datetime) -> None:
    schedule = schedule_from("daily", at, zone, None, None, HOUR)

    days = [slot.astimezone(ZoneInfo(zone)).date() for slot in slots(schedule, around, 10)]

    assert days == [days[0] + timedelta(days=step) for step in range(10)]


def test_a_time_that_the_night_skips_comes_at_the_end_of_the_gap() -> None:
    berlin = schedule_from("daily", "02:30", "Europe/Berlin", None, None, HOUR)
    paulo = schedule_from("daily", "00:30", "America/Sao_Paulo", None, None, HOUR)

    assert next_slot(berlin, datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert next_slot(paulo, datetime(2018, 11, 3, 12, tzinfo=UTC)) == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_a_day_that_a_zone_leaves_out_has_no_slot() -> None:
    apia = schedule_from("daily", "09:00", "Pacific/Apia", None, None, HOUR)
    at_midnight = schedule_from("daily", "00:00", "Pacific/Apia", None, None, HOUR)
    before = datetime(2011, 12, 28, 22, tzinfo=UTC)

    for schedule in (apia, at_midnight):
        days = [slot.astimezone(ZoneInfo("Pacific/Apia")).date().isoformat() for slot in slots(schedule, before, 4)]
        assert days == ["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]


def test_a_time_in_the_last_hour_of_a_day_that_the_gap_takes_comes_as_the_next_day_begins() -> None:
    nuuk = schedule_from("daily", "23:30", "America/Nuuk", None, None, HOUR)

    told = [slot.isoformat() for slot in slots(nuuk, datetime(2026, 3, 27, 12, tzinfo=UTC), 3)]

    assert told == ["2026-03-28T01:30:00+00:00", "2026-03-29T01:00:00+00:00", "2026-03-30T00:30:00+00:00"]


def test_missed_slots_collapse_into_the_last_one_even_after_years() -> None:
    schedule = schedule_from("weekly", "18:00", "UTC", "mon", None, HOUR)
    now = datetime(2026, 3, 4, tzinfo=UTC)

    assert latest_due(schedule, datetime(2001, 1, 1, tzinfo=UTC), now) == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert latest_due(schedule, datetime(2026, 3, 3, tzinfo=UTC), now) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [("mon,thu", (1, 4)), ("Fridays", (5,)), ("fri-mon", (1, 5, 6, 7)), ("1 3 5", (1, 3, 5)), (None, (1,))],
)
def test_days_are_written_as_people_write_them(days: str | None, expected: tuple[int, ...]) -> None:
    assert schedule_from("weekly", None, "UTC", days, None, HOUR).days == expected


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (("daily", "24:00", "UTC", None, None), NotATime("24:00")),
        (("daily", "noon", "UTC", None, None), NotATime("noon")),
        (("daily", None, "Mars/Olympus", None, None), UnknownTimezone("Mars/Olympus")),
        (("daily", None, "localtime", None, None), UnknownTimezone("localtime")),
        (("daily", None, "Factory", None, None), UnknownTimezone("Factory")),
        (("daily", None, "posixrules", None, None), UnknownTimezone("posixrules")),
        (("daily", None, "zone.tab", None, None), UnknownTimezone("zone.tab")),
        (("daily", None, "../zones", None, None), UnknownTimezone("../zones")),
        (("daily", None, "UTC", "mon", None), DaysWithoutWeekly()),
        (("daily", None, "UTC", None, "0 1 * * *"), CronWithoutCadence()),
        (("weekly", None, "UTC", "someday", None), NotADay("someday")),
        (("cron", None, "UTC", None, None), CronMissing()),
        (("cron", None, "UTC", None, "61 * * * *"), NotCron("61 * * * *")),
        (("cron", None, "UTC", None, "0 0 30 2 *"), NotCron("0 0 30 2 *")),
        (("cron", None, "UTC", None, "*/5 * * * *"), TooOften(timedelta(minutes=5), HOUR)),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_its_problem(
    asked: tuple[str, str, str, str, str], problem: ScheduleProblem
) -> None:
    with pytest.raises(BadScheduleAsked) as refused:
        schedule_from(*asked, HOUR)

    assert refused.value.problem == problem


def test_the_floor_is_what_the_settings_say_and_a_short_night_is_no_shorter_cadence() -> None:
    every_second = schedule_from("cron", None, "UTC", None, "* * * * * *", timedelta(seconds=1))
    daily = schedule_from("daily", "12:00", "Europe/Berlin", None, None, timedelta(hours=24))

    assert every_second.cadence is CadenceKind.CRON
    assert daily.cadence is CadenceKind.DAILY


@pytest.mark.parametrize("cron", ["0 0 29 2 */7", "0 0 30 2 *", "0 0 * 2 1#5", "0 0 */29 2 MON#5"])
def test_a_cron_of_days_that_are_rare_or_never_come_is_accepted_or_refused_and_nothing_else(cron: str) -> None:
    with suppress(BadScheduleAsked):
        wanted = schedule_from("cron", None, "UTC", None, cron, timedelta(hours=1))
        assert next_slot(wanted, datetime(2026, 1, 1, tzinfo=UTC)).month == 2


def test_a_cadence_that_there_is_not_is_refused() -> None:
    with pytest.raises(BadScheduleAsked) as refused:
        schedule_from("hourly", None, "UTC", None, None, timedelta(hours=1))

    assert refused.value.problem == UnknownCadence("hourly")


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        (Schedule(CadenceKind.DAILY, None, "localtime"), UnknownTimezone("localtime")),
        (Schedule(CadenceKind.CRON, None, "UTC", (), "61 * * * *"), NotCron("61 * * * *")),
        (Schedule(CadenceKind.CRON, None, "UTC", (), ""), NotCron("")),
        (Schedule(CadenceKind.CRON, None, "UTC", (), "0 0 30 2 *"), NotCron("0 0 30 2 *")),
    ],
    ids=lambda value: str(getattr(value, "timezone", "")),
)
def test_a_stored_schedule_that_cannot_be_says_so_when_its_slots_are_looked_for(
    stored: Schedule, problem: ScheduleProblem
) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(BadScheduleAsked) as refused:
        next_slot(stored, start)
    assert refused.value.problem == problem
    with pytest.raises(BadScheduleAsked):
        latest_due(stored, start, start + 10 * HOUR)
