"""Whether the members of a side find a digest fair to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SIGNED_WITHIN = timedelta(days=1)
"""How long after its posting a digest is signed."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a member of a side said of a digest, which is named by the event that records it: fair, or otherwise."""

    digest: int
    person: int
    side: int
    fair: bool
    at: datetime
