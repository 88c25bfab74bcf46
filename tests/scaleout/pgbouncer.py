"""A PgBouncer in transaction mode before a PostgreSQL, as several bot processes share one."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.embedded.run_as import run_as

PATIENCE = 20.0
PORT = 6432

SETTINGS = """
[databases]
{database} = host={host} port={port} user={user} dbname={database}

[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = {own_port}
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 500
server_login_retry = 1
logfile = {folder}/pgbouncer.log
"""


def program() -> Path | None:
    """Where PgBouncer is; None where it is not installed."""
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


@dataclass
class PgBouncer:
    """A PgBouncer before a database, to which it has so few connections; it can be ended and started again."""

    database: str
    folder: Path
    connections: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The database's address behind it."""
        behind = make_url(self.database).set(host="", port=None, query={"host": str(self.folder), "port": str(PORT)})
        return behind.render_as_string(hide_password=False)

    def start(self) -> None:
        """Start it, and wait until it lets clients in."""
        path = program()
        assert path is not None
        who = run_as(path, self.folder)
        self.folder.chmod(0o777)
        settings = self.folder / "pgbouncer.ini"
        settings.write_text(self._settings())
        self._process = subprocess.Popen(
            [path, settings],
            preexec_fn=who.before_exec(dies_with_parent=True),
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )
        _wait_for(self.folder / f".s.PGSQL.{PORT}", self._process)

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End it by that signal: every connection through it breaks."""
        if self._process is not None:
            self._process.send_signal(by)
            self._process.wait()
            self._process = None
            (self.folder / f".s.PGSQL.{PORT}").unlink(missing_ok=True)

    def _settings(self) -> str:
        url = make_url(self.database)
        # Where a host is a folder of sockets, it stands in the address's query.
        host, port = str(url.query.get("host", url.host)), str(url.query.get("port", url.port or 5432))
        told = {"host": host, "port": port, "user": url.username, "database": url.database}
        return SETTINGS.format(**told, folder=self.folder, own_port=PORT, connections=self.connections)


@contextmanager
def pgbouncer(database: str, folder: Path, connections: int) -> Iterator[str]:
    """The address of that database behind a PgBouncer that has so few connections to it."""
    between = PgBouncer(database, folder, connections)
    try:
        between.start()
        yield between.address
    finally:
        between.end()


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError("PgBouncer did not start")
        time.sleep(0.02)
