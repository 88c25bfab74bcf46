"""Which server works on a data folder, by its postmaster.pid and by the process of that number."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A server as its postmaster.pid describes it; the file may be older than the process of that number."""

    pid: int
    sockets: Path
    port: int
    status: str

    @classmethod
    def described_in(cls, data: Path) -> "Postmaster | None":
        """What the file on this data folder says; None where it is missing or only half written."""
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        if len(lines) < 5 or not lines[0].strip().isdigit():
            return None
        status = lines[7].strip() if len(lines) > 7 else "starting"
        return cls(int(lines[0]), Path(lines[4].strip()), int(lines[3]), status)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def works_on(pid: int, data: Path) -> bool:
    """Whether the process of that number may be a PostgreSQL on this data folder, which is where such a one works."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").samefile(data)
        except OSError:
            # Somebody else's, or ended and not yet buried: what cannot be ruled out is left alone.
            return True
    else:
        listed = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, check=False)
        return b"postgres" in listed.stdout
