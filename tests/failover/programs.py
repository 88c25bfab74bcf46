"""The programs of a cluster, which are the system's: Debian's packages patroni, etcd-server and postgresql."""

import shutil
from dataclasses import dataclass
from pathlib import Path

PLACES = "/usr/bin:/usr/local/bin:/usr/sbin"
POSTGRES = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """Where they are; `postgres` is the folder of PostgreSQL's own."""

    etcd: Path
    patroni: Path
    postgres: Path


def installed() -> Programs | str:
    """The programs, or what is missing, as a sentence."""
    etcd, patroni = shutil.which("etcd", path=PLACES), shutil.which("patroni", path=PLACES)
    postgres = sorted(POSTGRES.glob("*/bin/postgres"), key=lambda program: int(program.parts[-3]))
    found = {"etcd": etcd, "patroni": patroni, "PostgreSQL": postgres}
    if etcd is None or patroni is None or not postgres:
        missing = ", ".join(name for name, where in found.items() if not where)
        return f"not installed here: {missing} (on Debian: apt install etcd-server patroni postgresql)"
    return Programs(Path(etcd), Path(patroni), postgres[-1].parent)
