"""Post a digest because somebody asks for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FRESH = timedelta(hours=1)
"""How old the last digest is at least before another one is posted without a question."""


@dataclass(frozen=True, slots=True)
class PostedBefore:
    """Why another digest may say nothing new: when the last one was posted, and whether anything moved since."""

    at: datetime
    nothing_moved: bool


def posted_before(last: datetime | None, at: datetime, *, nothing_moved: bool) -> PostedBefore | None:
    """What to ask about before another digest is posted, where the last one was; None where there is nothing to ask."""
    if last is None or not (nothing_moved or at - last < FRESH):
        return None
    return PostedBefore(last, nothing_moved)
