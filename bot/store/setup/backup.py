"""Backups of the database, by PostgreSQL's own pg_dump and pg_restore."""

import os
import subprocess
from pathlib import Path

import asyncpg

from bot.embedded.binaries import client
from bot.store.setup.engine import database_url


class BackupError(Exception):
    """A backup could not be made or restored."""


class DatabaseNotEmpty(BackupError):
    """A backup is restored into an empty database, so that nobody's data is overwritten."""


class ProgramFailed(BackupError):
    """A program of PostgreSQL failed; `error` is the line in which it says why, None where it said nothing."""

    def __init__(self, program: str, error: str | None) -> None:
        super().__init__(program, error)
        self.program = program
        self.error = error


def dump(url: str, file: Path, programs: Path | None = None) -> None:
    """Write everything in a database into a file of pg_dump's custom format, as it stood at one moment.

    Others may go on writing meanwhile. Raises ProgramFailed; EmbeddedError where there is no pg_dump.
    """
    _run(programs, "pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


async def restore(url: str, file: Path, programs: Path | None = None) -> None:
    """Restore a backup into an empty database, all of it or nothing.

    Raises DatabaseNotEmpty, ProgramFailed; EmbeddedError where there is no pg_restore or psql.
    """
    connection = await asyncpg.connect(_address(url))
    try:
        there = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    finally:
        await connection.close()
    if there:
        raise DatabaseNotEmpty
    _replay(programs, url, file)


PREAMBLE = 60
"""Lines within which a backup sets up its session."""

UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
"""What a pg_restore of 17 and later says first, and an earlier server does not understand."""


ANALYZE = b"ANALYZE;\n"
"""A backup holds no statistics of its tables before 18: without them plans are chosen as if every table were empty."""


def _replay(programs: Path | None, url: str, file: Path) -> None:
    """pg_restore's script through psql, as one transaction."""
    address, surroundings = _connection(url)
    session = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    psql = [_program(programs, "psql"), *session, address]
    writing = [_program(programs, "pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with (
        subprocess.Popen(writing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as script,
        subprocess.Popen(
            psql, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as taking,
    ):
        # A script that breaks off must not be committed, so psql gets it only as far as pg_restore means it.
        _pass_on(script, taking)
        if script.wait() != 0:
            taking.kill()
            raise ProgramFailed("pg_restore", _reason(script))
        _, said = taking.communicate(ANALYZE)
        if taking.returncode != 0:
            raise ProgramFailed("psql", _first_error(said))


def _pass_on(script: "subprocess.Popen[bytes]", taking: "subprocess.Popen[bytes]") -> None:
    assert script.stdout is not None
    assert taking.stdin is not None
    try:
        for number, line in enumerate(script.stdout):
            if number > PREAMBLE or not line.startswith(UNKNOWN_BEFORE_17):
                taking.stdin.write(line)
        taking.stdin.flush()
    except BrokenPipeError:
        # psql met an error and ended; it says which one.
        script.kill()


def _run(programs: Path | None, name: str, url: str, *arguments: str) -> None:
    address, surroundings = _connection(url)
    command = [_program(programs, name), f"--dbname={address}", *arguments]
    done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
    if done.returncode != 0:
        raise ProgramFailed(name, _first_error(done.stderr))


def _program(programs: Path | None, name: str) -> str:
    return str(programs / name if programs is not None else client(name))


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """Where to connect, and the environment with the password, which other users could read among the arguments."""
    address = database_url(_address(url))
    surroundings = dict(os.environ) | ({"PGPASSWORD": str(address.password)} if address.password else {})
    return address.set(password=None).render_as_string(hide_password=False), surroundings


def _reason(process: "subprocess.Popen[bytes]") -> str | None:
    return _first_error(process.stderr.read() if process.stderr else b"")


def _first_error(said: bytes) -> str | None:
    lines = said.decode(errors="replace").strip().splitlines()
    return next((line for line in lines if "error" in line.casefold()), lines[-1] if lines else None)


def _address(url: str) -> str:
    """The address as libpq and asyncpg write it."""
    address = database_url(url).set(drivername="postgresql")
    if (mode := address.query.get("ssl")) is not None:
        address = address.difference_update_query(["ssl"]).update_query_dict({"sslmode": mode})
    return address.render_as_string(hide_password=False)
