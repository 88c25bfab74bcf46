"""A cluster on one machine: etcd, and PostgreSQLs that Patroni makes one primary and a synchronous standby of."""

import asyncio
import json
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import asyncpg

from tests.failover import network
from tests.failover.processes import descendants, kill, started
from tests.failover.programs import Programs

DATABASE = "crux"
LOOPBACK = "127.0.0.1"
HOSTS = {"one": "127.0.1.1", "two": "127.0.1.2"}
"""The machines, each with an address of its own."""

PATIENCE = 120.0
LOOK_AGAIN = 0.1

TTL, LOOP_WAIT, RETRY_TIMEOUT = 20, 5, 5
"""Seconds: how long a primary is believed in that says nothing, how often it says something, and how long it tries to.

20 is the shortest that Patroni allows. A primary that cannot reach etcd for LOOP_WAIT + 2 × RETRY_TIMEOUT has stepped
down by then, so that there are never two.
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@dataclass
class Node:
    """One machine: Patroni and its PostgreSQL."""

    name: str
    host: str
    folder: Path
    etcd: int
    programs: Programs
    database: int = field(default_factory=free_port)
    api: int = field(default_factory=free_port)
    _process: "subprocess.Popen[bytes] | None" = None
    _is_vanished: bool = False

    def start(self) -> None:
        """Start it, or start it again after its end, with the data that it had."""
        self.folder.mkdir(exist_ok=True)
        settings = self.folder / "patroni.yml"
        settings.write_text(json.dumps(self._settings(), indent=2))
        self._process = started([self.programs.patroni, settings], self.folder, self.folder / "log")

    def lose_power(self) -> None:
        """End all of it at once, as a machine that stops: Patroni first, so that it brings nothing back."""
        assert self._process is not None
        everything = [self._process.pid, *self._postgres()]
        kill(everything)
        self._process.wait()
        self._process = None

    def vanish(self) -> None:
        """Be gone from the network, from one packet to the next: nothing is refused, and nothing is reset."""
        network.vanish(self.host)
        self._is_vanished = True
        self.lose_power()

    def crash_postgres(self) -> None:
        """End PostgreSQL alone; Patroni notices."""
        kill(self._postgres())

    def come_back(self) -> None:
        """Start its Patroni again, unless that has gone on and brings PostgreSQL back itself."""
        if self._is_vanished:
            network.appear(self.host)
            self._is_vanished = False
        if self._process is None:
            self.start()

    def stop(self) -> None:
        if self._process is not None:
            self.lose_power()

    def state(self) -> dict[str, object]:
        """What Patroni says of itself; nothing where it does not answer."""
        try:
            with urlopen(f"http://{self.host}:{self.api}/patroni", timeout=1) as answer:
                told: dict[str, object] = json.load(answer)
        except OSError as refused:
            # A node that is not running says so with a code of its own, and its state all the same.
            told = json.load(refused) if hasattr(refused, "code") else {}
        return told

    def _postgres(self) -> list[int]:
        described = self.folder / "data" / "postmaster.pid"
        if not described.exists():
            return []
        postmaster = int(described.read_text().split()[0])
        return [postmaster, *descendants(postmaster)]

    def _settings(self) -> dict[str, object]:
        people = {
            "superuser": {"username": "crux"},
            "replication": {"username": "replicator"},
            "rewind": {"username": "rewinder"},
        }
        return {
            "scope": "crux",
            "name": self.name,
            "restapi": {"listen": f"{self.host}:{self.api}", "connect_address": f"{self.host}:{self.api}"},
            "etcd3": {"host": f"{LOOPBACK}:{self.etcd}"},
            "bootstrap": {"dcs": DYNAMIC, "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}]},
            "postgresql": {
                "listen": f"{self.host}:{self.database}",
                "connect_address": f"{self.host}:{self.database}",
                "data_dir": str(self.folder / "data"),
                "bin_dir": str(self.programs.postgres),
                "pgpass": str(self.folder / "passwords"),
                "authentication": people,
                "parameters": {"unix_socket_directories": ""},
                "pg_hba": [f"host {what} all {LOOPBACK}/8 trust" for what in ("all", "replication")],
            },
        }


DYNAMIC: dict[str, object] = {
    "ttl": TTL,
    "loop_wait": LOOP_WAIT,
    "retry_timeout": RETRY_TIMEOUT,
    "synchronous_mode": True,
    # A PostgreSQL that crashes is not waited for: the standby has everything.
    "primary_start_timeout": 0,
    "maximum_lag_on_failover": 0,
    "postgresql": {
        "use_pg_rewind": True,
        "use_slots": True,
        "parameters": {"max_connections": 200, "wal_level": "replica", "hot_standby": "on", "wal_log_hints": "on"},
    },
}
"""What holds for all nodes, which Patroni keeps in etcd."""


class Cluster:
    """etcd and two nodes, in one folder."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        self._folder, self._programs = folder, programs
        self._client, self._peer = free_port(), free_port()
        self._etcd: subprocess.Popen[bytes] | None = None
        self.nodes = [Node(name, host, folder / name, self._client, programs) for name, host in HOSTS.items()]

    @property
    def address(self) -> str:
        """Both servers; who connects is let in by the one that can be written to."""
        hosts = ",".join(f"{node.host}:{node.database}" for node in self.nodes)
        return f"postgresql://crux@{hosts}/{DATABASE}?target_session_attrs=read-write"

    async def start(self) -> None:
        """Start everything, wait until there are a primary and a synchronous standby, and make an empty database."""
        folder = self._folder / "etcd"
        folder.mkdir()
        self._etcd = started(self._etcd_command(folder), folder, folder / "log")
        for node in self.nodes:
            node.start()
        await self.whole()
        await execute(self.address.replace(f"/{DATABASE}?", "/postgres?"), f"CREATE DATABASE {DATABASE}")

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()
        if self._etcd is not None:
            self._etcd.kill()
            self._etcd.wait()

    @property
    def primary(self) -> Node | None:
        """The node that says of itself that it is the primary, if one does."""
        return next((node for node in self.nodes if _is_running(node.state(), {"master", "primary"})), None)

    async def whole(self) -> float:
        """Wait until there are a primary and a synchronous standby; gives for how many seconds."""
        return await _until(self._is_whole, "a primary and a synchronous standby are there")

    def _is_whole(self) -> bool:
        states = [node.state() for node in self.nodes]
        return any(_is_running(state, {"master", "primary"}) for state in states) and any(
            _is_running(state, {"replica"}) and state.get("sync_standby") is True for state in states
        )

    def _etcd_command(self, folder: Path) -> list[str | Path]:
        client, peer = (f"http://127.0.0.1:{port}" for port in (self._client, self._peer))
        told = {
            "--name": "only",
            "--data-dir": str(folder / "data"),
            "--listen-client-urls": client,
            "--advertise-client-urls": client,
            "--listen-peer-urls": peer,
            "--initial-advertise-peer-urls": peer,
            "--initial-cluster": f"only={peer}",
        }
        return [self._programs.etcd, *(word for pair in told.items() for word in pair)]


def _is_running(state: dict[str, object], roles: set[str]) -> bool:
    return state.get("state") == "running" and state.get("role") in roles


async def execute(address: str, statement: str, *values: object) -> None:
    """Execute a statement there."""
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()


async def _until(look: Callable[[], bool], what: str) -> float:
    began = time.monotonic()
    while not await asyncio.to_thread(look):
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"after {PATIENCE:.0f} seconds it is not so that {what}")
        await asyncio.sleep(LOOK_AGAIN)
    return time.monotonic() - began
