"""A PgBouncer in transaction mode before a PostgreSQL, as several bot processes share one."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
logfile = {folder}/pgbouncer.log
"""


def program() -> Path | None:
    """Where PgBouncer is; None where it is not installed."""
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


@contextmanager
def pgbouncer(database: str, folder: Path, connections: int) -> Iterator[str]:
    """The address of that database behind a PgBouncer that has so few connections to it."""
    path = program()
    assert path is not None
    url = make_url(database)
    # Where a host is a folder of sockets, it stands in the address's query.
    host, port = str(url.query.get("host", url.host)), str(url.query.get("port", url.port or 5432))
    who = run_as(path, folder)
    folder.chmod(0o777)
    settings = folder / "pgbouncer.ini"
    told = {"host": host, "port": port, "user": url.username, "database": url.database}
    settings.write_text(SETTINGS.format(**told, folder=folder, own_port=PORT, connections=connections))
    process = subprocess.Popen(
        [path, settings], preexec_fn=who.before_exec(dies_with_parent=True), stderr=subprocess.DEVNULL, cwd=folder
    )
    address = url.set(host="", port=None, query={"host": str(folder), "port": str(PORT)})
    try:
        _wait_for(folder / f".s.PGSQL.{PORT}", process)
        yield address.render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait()


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError("PgBouncer did not start")
        time.sleep(0.02)
