"""Schedules in words, and what is wrong with one that cannot be."""

from datetime import time, timedelta

import pytest

from bot.ledger import schedule_problems as p
from bot.ledger.schedules import CadenceKind, Schedule
from bot.render.front_ends import DISCORD
from bot.words.schedules import described, problem

CRON_HELP = "Write five fields (minute hour day month weekday), for example: 0 18 * * 1-5"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(CadenceKind.DAILY, time(12), "Europe/Berlin"), "every day at 12:00 (Europe/Berlin)"),
        (Schedule(CadenceKind.WEEKLY, None, "UTC", (1,)), "every Monday at 18:00 (UTC)"),
        (
            Schedule(CadenceKind.WEEKLY, time(9, 5), "UTC", (1, 4, 7)),
            "every Monday, Thursday and Sunday at 09:05 (UTC)",
        ),
        (Schedule(CadenceKind.CRON, None, "UTC", (), "0 18 * * 1-5"), "by cron `0 18 * * 1-5` (UTC)"),
    ],
)
def test_a_schedule_says_when_it_comes(schedule: Schedule, words: str) -> None:
    assert described(DISCORD, schedule) == words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (p.UnknownCadence("hourly"), "“hourly” is no cadence. Choose one of daily, weekly, cron."),
        (p.NotATime("24:00"), "“24:00” is not a time. Write it as HH:MM, for example 18:00."),
        (
            p.UnknownTimezone("Mars/Olympus"),
            "“Mars/Olympus” is not a time zone. Pick one while you type, or write one like Europe/Berlin.",
        ),
        (p.DaysWithoutWeekly(), "days go with the cadence weekly. Choose weekly, or leave days empty."),
        (p.CronWithoutCadence(), "cron goes with the cadence cron. Choose that cadence, or leave cron empty."),
        (p.NotADay("someday"), "“someday” is not a day. Write days like mon,thu or mon-fri."),
        (p.NoDays(), "Weekly needs at least one day, for example mon,thu."),
        (p.CronMissing(), f"The cadence cron needs a cron expression. {CRON_HELP}"),
        (p.NotCron("61 * * * *"), f"“61 * * * *” is not a cron expression. {CRON_HELP}"),
        (p.NeverComes("0 0 30 2 *"), f"“0 0 30 2 *” never comes. {CRON_HELP}"),
        (p.TooOften(timedelta(minutes=5), HOUR), "That is every 5 minutes; the shortest here is every hour."),
        (p.TooOften(timedelta(seconds=90), 2 * HOUR), "That is every 90 seconds; the shortest here is every 2 hours."),
        (p.NotATime("x" * 50), f"“{'x' * 40}” is not a time. Write it as HH:MM, for example 18:00."),
    ],
)
def test_a_schedule_that_cannot_be_says_what_to_write(wrong: p.ScheduleProblem, words: str) -> None:
    assert problem(DISCORD, wrong) == words
