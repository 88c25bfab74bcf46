"""That the beginning of a ledger came from a file: no event of the ledger, but what a database knows of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ImportMark:
    """The first `events` of a ledger came from a file, at this moment; `hash` is that of the last of them.

    Whoever reads the ledger relies for these on the file; what came later was written down as it happened.
    """

    at: datetime
    events: int
    hash: bytes
