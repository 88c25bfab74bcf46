"""The embedded PostgreSQL: started cold and warm, shared, killed, left behind, and never root."""

import asyncio
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from bot.embedded.errors import EmbeddedError
from bot.embedded.postmaster import Postmaster
from bot.embedded.run_as import end_with_parent
from bot.embedded.server import EmbeddedPostgres

START = """
import sys
from pathlib import Path
from bot.embedded.server import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), fsync=False, programs=Path(sys.argv[2])).start()
print(server.started_here, flush=True)
sys.stdin.read()
server.stop()
"""


def ask(server: EmbeddedPostgres, *statements: str) -> object:
    """Run statements over one connection; the last one's single value."""

    async def run() -> object:
        url = make_url(server.url)
        connection = await asyncpg.connect(
            host=str(url.query["host"]), port=int(str(url.query["port"])), user=url.username, database=url.database
        )
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            value: object = await connection.fetchval(statements[-1])
            return value
        finally:
            await connection.close()

    return asyncio.run(run())


def postmaster(folder: Path) -> Postmaster:
    """The server that runs on this folder."""
    found = Postmaster.described_in(folder / "postgres")
    assert found is not None
    return found


@contextmanager
def ends_within(pid: int) -> Iterator[None]:
    """Wait, after what happens inside, for the end of a process that is not ours."""
    watched = os.pidfd_open(pid)
    try:
        yield
        assert select.select([watched], [], [], 30)[0], "still running after 30 seconds"
    finally:
        os.close(watched)


needs_pidfd = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux's pidfd to wait for a process")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> Path:
    """The folder of a server that has run and was stopped: copying it is quicker than making it."""
    folder = tmp_path_factory.mktemp("made-once")
    with EmbeddedPostgres(folder, fsync=False, programs=programs):
        pass
    return folder


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(made_once / "postgres", tmp_path / "postgres")
    return tmp_path


@pytest.fixture
def server(folder: Path, programs: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder, fsync=False, programs=programs) as server:
        yield server


def test_it_is_the_postgresql_that_was_asked_for(server: EmbeddedPostgres, programs: Path) -> None:
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    assert str(ask(server, "SHOW server_version")) in told


def test_rows_are_there_after_a_restart(server: EmbeddedPostgres) -> None:
    ask(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7) RETURNING n")
    server.stop()
    assert ask(server.start(), "SELECT n FROM kept") == 7


def test_words_are_searched_in_every_script(server: EmbeddedPostgres) -> None:
    assert ask(server, "CREATE EXTENSION pg_trgm", "SELECT similarity('безопасность', 'БЕЗОПАСНОСТЬ')") == 1
    assert ask(server, "SELECT similarity('自動運転の安全性', '自動運転の安全') > 0.5") is True


def test_only_a_private_socket_listens(server: EmbeddedPostgres, tmp_path: Path) -> None:
    assert ask(server, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(postmaster(tmp_path).sockets.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "postgres").stat().st_mode) == 0o700


def test_data_survives_a_crash_unless_a_test_says_otherwise(tmp_path: Path, programs: Path) -> None:
    with EmbeddedPostgres(tmp_path, programs=programs) as server:
        assert ask(server, "SHOW fsync") == "on"
        assert ask(server, "SHOW synchronous_commit") == "on"


def test_the_log_holds_nothing_that_people_wrote(server: EmbeddedPostgres, tmp_path: Path) -> None:
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(server, "CREATE TABLE once (t text UNIQUE)", "INSERT INTO once VALUES ('my secret'), ('my secret')")
    with pytest.raises(asyncpg.InvalidTextRepresentationError):
        ask(server, "SELECT 'my secret'::int")
    log = (tmp_path / "postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "my secret" not in log


def test_a_second_one_attaches_and_leaves_it_running(server: EmbeddedPostgres, tmp_path: Path, programs: Path) -> None:
    second = EmbeddedPostgres(tmp_path, fsync=False, programs=programs).start()
    assert (server.started_here, second.started_here) == (True, False)
    second.stop()
    assert ask(server, "SELECT 1") == 1


@needs_pidfd
def test_processes_that_start_together_share_one_server(tmp_path: Path, programs: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(tmp_path), str(programs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    started = [process.stdout.readline().strip() for process in processes if process.stdout]
    with ends_within(postmaster(tmp_path).pid):
        for process in processes:
            process.communicate()
    assert sorted(started) == ["False", "False", "True"]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


@needs_pidfd
def test_it_ends_with_the_process_that_started_it(tmp_path: Path, programs: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", START, str(tmp_path), str(programs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline().strip() == "True"
    with ends_within(postmaster(tmp_path).pid):
        parent.kill()
        parent.communicate()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists(), "it did not shut down cleanly"


def test_where_the_kernel_tells_nothing_a_pipe_tells_that_the_parent_ended() -> None:
    ended_by_us = subprocess.Popen(["/bin/sleep", "60"])
    watcher = end_with_parent(ended_by_us.pid)
    watcher.communicate()
    assert ended_by_us.wait(30) == -signal.SIGINT


def test_after_a_kill_all_that_was_committed_is_there(folder: Path, programs: Path) -> None:
    with EmbeddedPostgres(folder, programs=programs) as server:
        ask(server, "CREATE TABLE kept (n int)")
        for n in range(20):
            ask(server, f"INSERT INTO kept VALUES ({n}) RETURNING n")

        async def killed_under_a_connection() -> None:
            url = make_url(server.url)
            connection = await asyncpg.connect(host=str(url.query["host"]), user="crux", database="crux")
            os.kill(postmaster(folder).pid, signal.SIGKILL)
            connection.terminate()

        asyncio.run(killed_under_a_connection())
        assert ask(server.start(), "SELECT count(*) FROM kept") == 20
        assert server.started_here


@pytest.mark.parametrize("whose", ["nobody's", "another program's"])
def test_an_old_pid_file_stops_nothing(server: EmbeddedPostgres, tmp_path: Path, whose: str) -> None:
    pid_file = tmp_path / "postgres" / "postmaster.pid"
    described = pid_file.read_text().splitlines()
    server.stop()
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    described[0] = str(gone.pid if whose == "nobody's" else os.getpid())
    pid_file.write_text("\n".join(described) + "\n")
    assert ask(server.start(), "SELECT 1") == 1
    assert server.started_here


def test_a_folder_left_half_made_is_made_anew(tmp_path: Path, programs: Path) -> None:
    half = tmp_path / "new-left-behind"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path, fsync=False, programs=programs) as server:
        assert ask(server, "SELECT 1") == 1
    assert not half.exists()


def test_what_is_not_ours_is_left_alone(tmp_path: Path, programs: Path) -> None:
    precious = tmp_path / "postgres" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    with pytest.raises(EmbeddedError, match="cannot use"):
        EmbeddedPostgres(tmp_path, fsync=False, programs=programs).start()
    assert precious.read_text() == "years of work"


def test_data_of_another_version_gets_one_clear_line(server: EmbeddedPostgres, tmp_path: Path) -> None:
    server.stop()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedError, match=r"did not start \(.*incompatible with server.*\): see ") as refused:
        server.start()
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["a folder, with 'quotes' \"and\" 文字", "long" * 40])
def test_any_folder_will_do(tmp_path: Path, name: str, programs: Path) -> None:
    with EmbeddedPostgres(tmp_path / name, fsync=False, programs=programs) as server:
        assert ask(server, "SELECT 1") == 1
        assert EmbeddedPostgres(tmp_path / name, programs=programs).start().url == server.url


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path, programs: Path) -> None:
    folder = tmp_path / ("long" * 40)
    server = EmbeddedPostgres(folder, fsync=False, programs=programs)
    elsewhere = Path(str(make_url(server.url).query["host"]))
    elsewhere.symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedError):
            server.start()
    finally:
        elsewhere.unlink()


def test_it_starts_from_the_main_thread_alone(tmp_path: Path, programs: Path) -> None:
    refusals: list[str] = []

    def start() -> None:
        with pytest.raises(EmbeddedError) as refused:
            EmbeddedPostgres(tmp_path, programs=programs).start()
        refusals.append(str(refused.value))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert refusals == ["start the embedded PostgreSQL from the main thread: it ends with its thread"]
