"""How much one person may tag or state in a debate within an hour, and how many entries a debate may have."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ledger.house import House
from bot.ledger.refusals import TooManyEntries, TooManyTags

WINDOW = timedelta(hours=1)
"""Within which what one person tags is counted."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a debate has by now of what is limited."""

    first_counted: datetime | None = None
    """When a person made as many entries ago as they may make within an hour; None where they never made so many."""
    is_full: bool = False
    """Whether the debate has as many open entries as it may have."""


NOTHING = SoFar()


def require_within_limits(house: House, so_far: SoFar, at: datetime) -> None:
    """Raises TooManyEntries for a debate that is full, TooManyTags for a person who has made enough for now."""
    if so_far.is_full:
        raise TooManyEntries(limit=house.open_entries)
    again = so_far.first_counted + WINDOW if so_far.first_counted is not None else at
    if again > at:
        raise TooManyTags(limit=house.tags_an_hour, again=again)
