"""Which moments and days a ledger may hold."""

from datetime import date

FIRST_YEAR, LAST_YEAR = 1000, 8999
"""Far enough from the first and the last moment that clocks know for spans to be added on both sides."""


def is_reckonable(day: date) -> bool:
    """Whether a day, or the day of a moment, is far enough from both ends of the calendar."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
