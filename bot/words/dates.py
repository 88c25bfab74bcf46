"""Days and moments as the readers of a language write them (CLDR), for what no platform writes in their stead.

Moments are those of UTC. What shows one of them says so.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.words.language import Direction, Language

if TYPE_CHECKING:
    from babel import Locale


def day(language: Language, at: date) -> str:
    """A day; of a moment, its day in UTC."""
    # Imported where it is first needed: a bot that starts need not wait for it.
    from babel.dates import format_date

    return _with_plain_spaces(format_date(at, _length(language), _locale(language)))


def moment(language: Language, at: datetime) -> str:
    """A day and the time to the minute."""
    from babel.dates import format_time, get_datetime_format

    locale = _locale(language)
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    time = format_time(at.timetz(), _time_pattern(locale), locale=locale)
    return _with_plain_spaces(joined.replace("{1}", day(language, at)).replace("{0}", time))


@cache
def _time_pattern(locale: "Locale") -> str:
    """Hours and minutes, with the half of a day in words: its short form is, in Korean, an English one."""
    return re.sub("a+", "aaaa", locale.time_formats["short"].pattern)


@cache
def _locale(language: Language) -> "Locale":
    from babel import Locale

    return Locale.parse(language.tag, sep="-")


def _length(language: Language) -> str:
    """By name of the month where a day in numbers alone, with strokes between them, is read from either end."""
    return "long" if language.direction is Direction.RIGHT_TO_LEFT else "medium"


def _with_plain_spaces(text: str) -> str:
    """Without the narrow spaces that CLDR has and fonts may lack."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
