"""The PgBouncer between the processes and PostgreSQL."""

from pathlib import Path

from tests.scaleout.pgbouncer import PgBouncer, program

CONNECTIONS = 12
"""To PostgreSQL, for all processes together: fewer than they would keep."""

MISSING = "PgBouncer was not tried: the program pgbouncer is not on this machine"


def pooler_before(database: str, folder: Path) -> PgBouncer | None:
    """One before that database, not started yet; None where the machine has no such program."""
    if program() is None:
        return None
    own = folder / "pgbouncer"
    own.mkdir()
    return PgBouncer(database, own, CONNECTIONS)
