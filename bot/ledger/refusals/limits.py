"""Refusals of what would be too much."""

from datetime import datetime

from bot.ledger.refusals.refusal import Refusal


class TooManyTags(Refusal):
    """One person makes only so many entries in a debate within an hour."""

    limit: str
    again: datetime
    """When the next one can be made."""


class TooManyEntries(Refusal):
    """A debate has only so many open entries."""

    limit: str
