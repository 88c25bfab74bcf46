"""A share of one core for each process, so that what is measured is not how many cores this machine has.

By Linux' control groups, of the first kind or the second, where the user may make one (root, as a rule).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
PERIOD = 10_000
"""Microseconds within which a share is given out anew: short, so that nobody waits long for the next one."""


class NoShares(OSError):
    """This machine lets nobody give a process its share of a core."""


@contextmanager
def share_of_a_core(name: str, share: float) -> Iterator[Path]:
    """A group whose processes have so much of one core together. Raises NoShares.

    A process joins by its number, written into the file that is given. It must be empty again at the end.
    """
    first_kind = GROUPS / "cpu"
    group = (first_kind if first_kind.is_dir() else GROUPS) / f"crux-{name}"
    try:
        group.mkdir()
    except OSError as refused:
        raise NoShares(f"no group can be made: {refused.strerror}") from refused
    try:
        if first_kind.is_dir():
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(int(PERIOD * share)))
        else:
            (group / "cpu.max").write_text(f"{int(PERIOD * share)} {PERIOD}")
        yield group / "cgroup.procs"
    except OSError as refused:
        raise NoShares(f"no share can be given: {refused.strerror}") from refused
    finally:
        group.rmdir()


def shares_can_be_given() -> bool:
    """Whether this machine lets this user give out shares."""
    try:
        with share_of_a_core("trial", 0.5):
            return True
    except NoShares:
        return False
