"""PostgreSQL without an installation: our own launcher for the binaries that a package brings.

The server listens on a socket in a folder that only this user can enter, ends with the process that started it, and
keeps its data in a folder of ours. Only the binaries come from the package; how they are run is decided here.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import asyncpg

from bot.embedded.binaries import binaries
from bot.embedded.errors import EmbeddedError
from bot.embedded.folders import PORT, give_to, make_private, socket_folder, start_lock
from bot.embedded.postmaster import Postmaster, is_alive, works_on
from bot.embedded.run_as import RunAs, end_with_parent, run_as

DATABASE = "crux"
SUPERUSER = "crux"

PATIENCE = 60.0
"""Seconds for a server to accept connections, recovery after a crash included, or to have stopped."""

LOOK_AGAIN = 0.02
"""Seconds between two looks at whether the server is there."""

LOG_LIMIT = 5_000_000
"""Bytes after which the server's log starts anew; the one before is kept."""

# With a character type of C, trigrams find nothing beyond ASCII. macOS has no C.UTF-8 in its older versions.
LOCALE = ["--locale=C", "--lc-ctype=en_US.UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]


class EmbeddedPostgres:
    """One PostgreSQL server on a folder.

    Start it from the main thread, before the event loop: on Linux the server ends with the thread that started it.
    `fsync=False` is for tests: data may be lost when the machine stops. `programs` is the folder with initdb and
    postgres, where it is another one than the package's.
    """

    def __init__(self, folder: Path, *, fsync: bool = True, programs: Path | None = None) -> None:
        self._folder = folder.expanduser().resolve()
        self._data = self._folder / "postgres"
        self._log = self._folder / "postgres.log"
        self._fsync = fsync
        self._programs = programs
        self._sockets = socket_folder(self._folder)
        self._port = PORT
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of Crux's database there, for SQLAlchemy and asyncpg."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        sockets = quote(str(self._sockets), safe="/")
        return f"postgresql+asyncpg://{SUPERUSER}@/{database}?host={sockets}&port={self._port}"

    @property
    def started_here(self) -> bool:
        """Whether this object started the server, and so will stop it; False where it attached to one."""
        return self._process is not None

    def start(self) -> "EmbeddedPostgres":
        """Start the server, or attach to the one that runs on this folder. Raises EmbeddedError."""
        if threading.current_thread() is not threading.main_thread():
            raise EmbeddedError("start the embedded PostgreSQL from the main thread: it ends with its thread")
        deadline = time.monotonic() + PATIENCE
        try:
            self._folder.mkdir(mode=0o711, parents=True, exist_ok=True)
            with start_lock(self._folder):
                while not self._opened(deadline):
                    time.sleep(LOOK_AGAIN)
        except OSError as error:
            self.stop()
            raise EmbeddedError(f"PostgreSQL cannot use {self._folder}: {error.strerror or error}") from error
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop the server, if this object started it; what another process started stays."""
        if self._watcher is not None:
            self._watcher.kill()
            self._watcher.communicate()
            self._watcher = None
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        self._process = None

    def __enter__(self) -> "EmbeddedPostgres":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _opened(self, deadline: float) -> bool:
        """Whether the server lets us in; False where it went away just then, so that we look again."""
        if not self._attach(deadline):
            self._launch(deadline)
        try:
            asyncio.run(_create_database(self._sockets, self._port))
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
            if time.monotonic() > deadline:
                raise EmbeddedError(f"the PostgreSQL on {self._folder} lets nobody in: see {self._log}") from error
            return False
        return True

    def _attach(self, deadline: float) -> bool:
        """Whether a server runs here, once it has settled: one that is stopping is waited for."""
        while (running := self._running()) is not None:
            if running.status == "ready":
                self._sockets, self._port = running.sockets, running.port
                return True
            if time.monotonic() > deadline:
                raise EmbeddedError(f"the PostgreSQL on {self._folder} stays {running.status}: see {self._log}")
            time.sleep(LOOK_AGAIN)
        return False

    def _running(self) -> Postmaster | None:
        """The server on this data folder; None where no server runs, whatever an old postmaster.pid says.

        PostgreSQL itself clears the file of a process that is gone. Where another program has got its number since,
        which is the rule in containers, PostgreSQL would refuse to start, so that file goes here.
        """
        if self._process is not None and self._process.poll() is not None:
            self._process = None
        described = Postmaster.described_in(self._data)
        if described is None or not is_alive(described.pid):
            return None
        if works_on(described.pid, self._data):
            return described
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        return None

    def _launch(self, deadline: float) -> None:
        programs = self._programs or binaries()
        who = run_as(programs / "postgres", self._folder)
        make_private(self._sockets, who)
        if not (self._data / "PG_VERSION").exists():
            self._initialise(programs / "initdb", who)
        give_to(self._data, who)
        if self._log.exists() and self._log.stat().st_size > LOG_LIMIT:
            self._log.replace(self._log.with_suffix(".log.old"))
        while not self._ready(deadline, self._run(programs / "postgres", who)):
            reason = _last_line(self._log)
            self._process = None
            # After a kill -9, the old server's own processes need a moment to notice.
            if "still in use" not in reason or time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start ({reason}): see {self._log}")
            time.sleep(LOOK_AGAIN)

    def _initialise(self, initdb: Path, who: RunAs) -> None:
        """Make a data folder. It gets its name when it is complete, so none is ever half made."""
        for left_behind in self._folder.glob("new-*"):
            shutil.rmtree(left_behind)
        made = Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))
        give_to(made, who)
        arguments = ["-D", str(made), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", *LOCALE]
        if not self._fsync:
            arguments.append("--no-sync")
        done = subprocess.run(
            [initdb, *arguments],
            cwd=self._folder,
            env=_environment(),
            preexec_fn=who.before_exec(dies_with_parent=True),
            capture_output=True,
            check=False,
            text=True,
        )
        if done.returncode != 0:
            shutil.rmtree(made)
            reason = next((line for line in done.stderr.splitlines() if "error" in line), "no reason given")
            raise EmbeddedError(f"PostgreSQL could not make its data folder ({reason})")
        # Refused where something else is there: nothing of anybody's is removed.
        made.rename(self._data)

    def _run(self, program: Path, who: RunAs) -> subprocess.Popen[bytes]:
        quoted = str(self._sockets).replace('"', '""')
        careful = "on" if self._fsync else "off"
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            "max_connections": "200",
            "fsync": careful,
            "synchronous_commit": careful,
            "full_page_writes": careful,
            "timezone": "UTC",
            # An error's text may quote what people wrote. Whoever sent the statement gets it; the log must not.
            "log_min_messages": "log",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [program, "-D", self._data, *settings],
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=who.before_exec(dies_with_parent=True),
                # Ctrl-C in a terminal is for the bot, which stops its server when it is done.
                start_new_session=True,
            )
        if sys.platform != "linux":
            self._watcher = end_with_parent(self._process.pid)
        return self._process

    def _ready(self, deadline: float, process: subprocess.Popen[bytes]) -> bool:
        """Whether the process accepts connections; False where it ended. A stale file says ready too: compare pids."""
        while process.poll() is None:
            described = Postmaster.described_in(self._data)
            if described is not None and (described.pid, described.status) == (process.pid, "ready"):
                return True
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL is not ready after {PATIENCE:g} seconds: see {self._log}")
            time.sleep(LOOK_AGAIN)
        return False


async def _create_database(sockets: Path, port: int) -> None:
    connection = await asyncpg.connect(host=str(sockets), port=port, user=SUPERUSER, database="postgres")
    try:
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await connection.close()


def _environment() -> dict[str, str]:
    """The environment of a server, without the PG… variables that are meant for other PostgreSQLs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _last_line(log: Path) -> str:
    """Why the server ended: the last thing it called fatal."""
    lines = log.read_text(errors="replace").splitlines()[-20:]
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return (fatal or lines or ["no reason given"])[-1]
