"""Two PostgreSQLs: one that is written to, and a replica that follows it by streaming."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bot.embedded.run_as import run_as
from bot.embedded.server import DATABASE, SUPERUSER, EmbeddedPostgres

PATIENCE = 60.0


@contextmanager
def replicated(folder: Path, programs: Path) -> Iterator[tuple[str, str]]:
    """The addresses of both, empty."""
    first = folder / "first"
    with EmbeddedPostgres(first, fsync=False, programs=programs):
        """Its data folder is made, and complete once it has stopped."""
    second = folder / "second"
    second.mkdir()
    shutil.copytree(first / "postgres", second / "postgres", symlinks=True)
    with EmbeddedPostgres(first, fsync=False, programs=programs) as primary:
        sockets = primary.url.partition("?host=")[2].partition("&")[0]
        with _standby(second, programs, f"host={sockets} port=5432 user={SUPERUSER}") as address:
            yield primary.url, address


@contextmanager
def _standby(folder: Path, programs: Path, follows: str) -> Iterator[str]:
    data, sockets = folder / "postgres", folder / "s"
    (data / "standby.signal").touch()
    (data / "postmaster.pid").unlink(missing_ok=True)
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"primary_conninfo = '{follows}'\n")
    sockets.mkdir()
    who = run_as(programs / "postgres", folder)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, who.uid, who.gid, follow_symlinks=False)
    told = {"listen_addresses": "", "unix_socket_directories": str(sockets), "fsync": "off", "max_connections": "200"}
    options = [word for name, value in told.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options],
            preexec_fn=who.before_exec(dies_with_parent=True),
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        _wait_for_standby(data, process, folder / "log")
        yield f"postgresql+asyncpg://{SUPERUSER}@/{DATABASE}?host={quote(str(sockets), safe='/')}&port=5432"
    finally:
        process.terminate()
        process.wait()


def _wait_for_standby(data: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        lines = (data / "postmaster.pid").read_text().splitlines() if (data / "postmaster.pid").exists() else []
        if lines[7:8] and lines[7].strip() == "ready":
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the replica did not start: {log.read_text()}")
        time.sleep(0.02)
