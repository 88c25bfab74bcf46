"""Schedules in words, and what is wrong with one that cannot be."""

from collections.abc import Mapping
from datetime import timedelta
from typing import assert_never

from bot.ledger import schedule_problems as p
from bot.ledger.schedules import DEFAULT_TIME, CadenceKind, Schedule
from bot.ledger.text import one_line
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated, joined, sentences

WORDS_SHOWN, TIMEZONE_SHOWN, CRON_SHOWN = 40, 60, 100

_DAYS = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)


def described(front: FrontEnd, schedule: Schedule) -> str:
    """When a schedule comes."""
    if schedule.cron is not None:
        cron = front.dialect.code(schedule.cron)
        return front.say("by cron {cron} ({timezone})", cron=cron, timezone=schedule.timezone)
    at = (schedule.at or DEFAULT_TIME).strftime("%H:%M")
    if schedule.cadence is CadenceKind.DAILY:
        return front.say("every day at {time} ({timezone})", time=at, timezone=schedule.timezone)
    days = enumerated(front.catalogue, [front.say(_DAYS[day - 1]) for day in schedule.days])
    return front.say("every {days} at {time} ({timezone})", days=days, time=at, timezone=schedule.timezone)


_PROBLEMS: Mapping[type[p.ScheduleProblem], str] = {
    p.CronWithoutCadence: message("cron goes with the cadence cron. Choose that cadence, or leave cron empty."),
    p.DaysWithoutWeekly: message("days go with the cadence weekly. Choose weekly, or leave days empty."),
    p.NoDays: message("Weekly needs at least one day, for example mon,thu."),
}


def problem(front: FrontEnd, wrong: p.ScheduleProblem) -> str:
    """What was wrong with a schedule, and what to write instead."""
    match wrong:
        case p.UnknownCadence(cadence=cadence):
            return _unknown_cadence(front, cadence)
        case p.UnknownTimezone(timezone=timezone):
            return front.say(
                "“{words}” is not a time zone. Pick one while you type, or write one like Europe/Berlin.",
                words=_shown(timezone, TIMEZONE_SHOWN),
            )
        case p.NotATime(words=words):
            return front.say(
                "“{words}” is not a time. Write it as HH:MM, for example 18:00.", words=_shown(words, WORDS_SHOWN)
            )
        case p.NotADay(words=words):
            return front.say(
                "“{words}” is not a day. Write days like mon,thu or mon-fri.", words=_shown(words, WORDS_SHOWN)
            )
        case p.NoDays() | p.DaysWithoutWeekly() | p.CronWithoutCadence():
            return front.say(_PROBLEMS[type(wrong)])
        case p.CronMissing():
            return _with_cron_help(front, front.say("The cadence cron needs a cron expression."))
        case p.NotCron(expression=cron):
            wrong_cron = front.say("“{cron}” is not a cron expression.", cron=_shown(cron, CRON_SHOWN))
            return _with_cron_help(front, wrong_cron)
        case p.NeverComes(expression=cron):
            return _with_cron_help(front, front.say("“{cron}” never comes.", cron=_shown(cron, CRON_SHOWN)))
        case p.TooOften():
            return _too_often(front, wrong)
    assert_never(wrong)


def _unknown_cadence(front: FrontEnd, cadence: str) -> str:
    return front.say(
        "“{words}” is no cadence. Choose one of {cadences}.",
        words=_shown(cadence, WORDS_SHOWN),
        cadences=joined(front.catalogue, CadenceKind),
    )


def _with_cron_help(front: FrontEnd, wrong: str) -> str:
    write = front.say("Write five fields (minute hour day month weekday), for example: 0 18 * * 1-5")
    return sentences(front.catalogue, (wrong, write))


def _too_often(front: FrontEnd, wrong: p.TooOften) -> str:
    return front.say(
        "That is {closest}; the shortest here is {shortest}.",
        closest=_every(front, wrong.closest),
        shortest=_every(front, wrong.shortest),
    )


def _every(front: FrontEnd, span: timedelta) -> str:
    """How often something comes that comes after each such span."""
    seconds = int(span.total_seconds())
    if seconds and seconds % 3600 == 0:
        return front.count("every hour", "every {number} hours", seconds // 3600)
    if seconds and seconds % 60 == 0:
        return front.count("every minute", "every {number} minutes", seconds // 60)
    return front.count("every second", "every {number} seconds", seconds)


def _shown(words: str, limit: int) -> str:
    return one_line(words)[:limit]
