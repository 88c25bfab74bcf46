"""Folders in memory, for what is written a lot and kept no longer than its process."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.embedded.postmaster import is_alive

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""

ROOM = 4 << 30
"""Bytes that must be free there: some containers have 64 MB, and the server of a worker takes up to one GB."""

PREFIX = "crux-tests-"


@contextmanager
def folder_in_memory(otherwise: Path) -> Iterator[Path]:
    """A folder in memory, gone at the end; `otherwise` where this machine has no room for one."""
    if not _has_room():
        yield otherwise
        return
    _remove_what_was_left()
    folder = MEMORY / f"{PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _has_room() -> bool:
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM


def _remove_what_was_left() -> None:
    """A process that was killed could not remove its folder."""
    for left in MEMORY.glob(f"{PREFIX}*"):
        if not is_alive(int(left.name.removeprefix(PREFIX))):
            # Another worker may be at it too.
            shutil.rmtree(left, ignore_errors=True)
