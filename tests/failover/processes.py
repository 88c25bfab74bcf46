"""Processes of a cluster: started without privileges, and ended as a machine ends that loses its power."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.embedded.run_as import run_as


def started(command: Sequence[str | Path], folder: Path, log: Path) -> "subprocess.Popen[bytes]":
    """Start a program that ends with this process, in a folder that is given to whom it runs as."""
    who = run_as(Path(command[0]), folder)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, who.uid, who.gid, follow_symlinks=False)
    # Patroni writes down whom it speaks to as; it asks for a home, where root's cannot be entered.
    surroundings = os.environ | {"HOME": str(folder), "PGPASSFILE": str(folder / "passwords")}
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            preexec_fn=who.before_exec(dies_with_parent=True),
            stdout=output,
            stderr=output,
            cwd=folder,
            env=surroundings,
        )


def descendants(pid: int) -> list[int]:
    """The processes that this one has started, and theirs."""
    parents = {child: parent for child, parent in _parents()}
    found, before = {pid}, 0
    while len(found) > before:
        before = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return sorted(found - {pid})


def _parents() -> list[tuple[int, int]]:
    there = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            there.append((int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])))
    return there


def kill(pids: Sequence[int]) -> None:
    """SIGKILL all of these; one that has ended since is no fault."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
