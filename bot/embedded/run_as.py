"""Who the embedded PostgreSQL runs as, and what ends it.

PostgreSQL refuses to run as root, and a server that outlives the process that started it would keep the data folder.
No user is made and no other folder's mode is changed.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.embedded.errors import EmbeddedError

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1

INSIDE = 1000
"""What root is called inside the server's user namespace; any number but 0 will do."""

KNOWN_USERS = ("postgres", "_postgres", "nobody")
"""Users without privileges that systems bring along, the fittest first."""


@dataclass(frozen=True, slots=True)
class RunAs:
    """The user that a child process runs as: how it becomes that user, and the ids that its files must belong to."""

    enter: Callable[[], None]
    uid: int
    gid: int

    def before_exec(self, *, dies_with_parent: bool = False) -> Callable[[], None]:
        """What the child runs between fork and exec. A server that dies with its parent shuts down fast, and clean."""
        parent = os.getpid()
        libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" and dies_with_parent else None

        def enter() -> None:
            self.enter()
            if libc is not None:
                # Set last: a change of user clears it. The parent may be gone by now, and then no signal comes.
                libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
                if os.getppid() != parent:
                    os._exit(1)

        return enter


def run_as(program: Path, folder: Path) -> RunAs:
    """Who can run this program on this folder: ourselves, or where we are root, somebody without privileges.

    A user namespace comes first, since root's own files stay within reach there. Raises EmbeddedError.
    """
    if os.geteuid() != 0:
        return RunAs(_stay, os.geteuid(), os.getegid())
    candidates = [RunAs(_namespace(), 0, 0), *(RunAs(_user(user), user.pw_uid, user.pw_gid) for user in _users())]
    for candidate in candidates:
        if _works(candidate, program, folder):
            return candidate
    raise EmbeddedError(
        "PostgreSQL refuses to run as root, and here root can neither make a user namespace nor give "
        f"{folder} to a user without privileges: run Crux as another user, or set DATABASE_URL"
    )


def end_with_parent(pid: int) -> subprocess.Popen[bytes]:
    """Where the kernel sends no signal when a parent ends: watch a pipe that only this process holds open.

    The watcher interrupts that process once the pipe closes. End the watcher before its process.
    """
    watch = 'read -r _; kill -INT "$0"'
    return subprocess.Popen(["/bin/sh", "-c", watch, str(pid)], stdin=subprocess.PIPE, start_new_session=True)


def _stay() -> None:
    """Somebody without privileges already."""


def _namespace() -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True)

    def enter() -> None:
        if sys.platform != "linux" or libc.unshare(_CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "no user namespace")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{INSIDE} 0 1")
        Path("/proc/self/gid_map").write_text(f"{INSIDE} 0 1")

    return enter


def _users() -> list[pwd.struct_passwd]:
    users = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid != 0}
    return [users[name] for name in KNOWN_USERS if name in users]


def _user(user: pwd.struct_passwd) -> Callable[[], None]:
    def enter() -> None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

    return enter


def _works(candidate: RunAs, program: Path, folder: Path) -> bool:
    """Whether the program starts as this user, and the folder can be entered."""

    def enter() -> None:
        candidate.enter()
        os.chdir(folder)

    try:
        done = subprocess.run([program, "--version"], preexec_fn=enter, capture_output=True, check=False)
    except (subprocess.SubprocessError, OSError):
        # What a child raises before its program runs arrives here as one of these: this user cannot be taken.
        return False
    return done.returncode == 0
