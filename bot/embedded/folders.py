"""The folders of a server: whose they are, who may enter them, and who may start a server there just now."""

import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.embedded.errors import EmbeddedError
from bot.embedded.run_as import RunAs

PORT = 5432
"""Part of the socket's file name; no port is opened."""

SOCKET_PATH_LIMIT = 103
"""The bytes of a socket's path, its file name included: 107 on Linux, 103 on macOS."""


@contextmanager
def start_lock(folder: Path) -> Iterator[None]:
    """Let one process at a time start a server on this folder."""
    with (folder / "starting.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def socket_folder(folder: Path) -> Path:
    """Beside the data, or under /tmp where that path is too long for a socket."""
    beside = folder / "socket"
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
        return beside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp").resolve() / f"crux-{os.getuid()}-{name}"


def make_private(folder: Path, who: RunAs) -> None:
    """A folder that only the server's user can enter. Raises EmbeddedError where somebody else has put one there.

    Under /tmp anybody could; in a folder of ours it is from a server that ran as somebody else.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    shared = bool(folder.parent.stat().st_mode & stat.S_IWOTH)
    if not stat.S_ISDIR(status.st_mode) or (shared and status.st_uid not in (os.geteuid(), who.uid)):
        raise EmbeddedError(f"{folder} belongs to somebody else: remove it, or set CRUX_DATA_DIR to a shorter path")
    folder.chmod(0o700)
    give_to(folder, who)


def give_to(folder: Path, who: RunAs) -> None:
    """Have a folder of ours belong to whom the server runs as; it may have run as somebody else before."""
    if folder.stat().st_uid == who.uid:
        return
    os.chown(folder, who.uid, who.gid)
    for inside in folder.rglob("*"):
        os.chown(inside, who.uid, who.gid, follow_symlinks=False)
