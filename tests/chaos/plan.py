"""How large a run is, and how much goes wrong in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Plan:
    """How large a run is. Steps go through these starts one after the other; between them everything is down."""

    seed: int
    slots: int
    debates: int = 36
    closings: int = 12
    """How many debates are closed again and again, each to come back on its day."""
    rescheduled: int = 4
    """How many debates have their schedule changed while a digest is on its way."""
    changed_amid: float = 0.5
    """The share of the other steps in which one of them has."""
    pooled: bool = True
    """Whether the processes reach PostgreSQL through a PgBouncer, where the machine has the program."""
    processes: int = 3
    step: timedelta = timedelta(hours=12)
    accepted_and_killed: float = 0.4
    """The share of steps in which every process dies between Discord's acceptance and our record."""
    fast_clock: float = 0.3
    """The share of steps in which the bots' clocks are an hour ahead, until they are set back."""
    crowded: float = 0.3
    """The share of steps in which every process dies amid the requests of many people."""
    crowd: int = 300
    """How many requests these are; half of them are answered by then."""
    starts: tuple[datetime, ...] = (
        datetime(2026, 3, 28, 5, tzinfo=UTC),
        datetime(2026, 4, 4, 5, tzinfo=UTC),
        datetime(2026, 4, 23, 5, tzinfo=UTC),
        datetime(2026, 10, 24, 5, tzinfo=UTC),
        datetime(2026, 10, 29, 17, tzinfo=UTC),
    )
    longest: float = 13 * 60.0
    """Seconds of the machine's time after which no further step begins."""
