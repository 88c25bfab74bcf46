"""Servers of which one says nothing, as a machine that has vanished from the network."""

import socket
import sys
import time

import asyncpg
import pytest
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.engine import make_url

from bot.store.setup.connecting import PROBED_AFTER, UNACKNOWLEDGED, Servers
from bot.store.setup.engine import is_away, make_engine, place_of
from tests.process.relay import Relay

WITHIN = 0.3
"""Seconds that a server has here."""


def silent() -> socket.socket:
    """A port that lets connections in, and where nobody ever answers."""
    return socket.create_server(("127.0.0.1", 0))


def options(database: str) -> dict[str, object]:
    """What the driver is given for this database."""
    told: dict[str, object] = dialect.dialect().create_connect_args(make_url(database))[1]  # type: ignore[no-untyped-call]
    return told


async def test_of_two_servers_the_silent_one_is_given_up_and_then_asked_last(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, port = place_of(fresh_database)
    servers = Servers()
    with silent() as vanished:
        both = {"host": ["127.0.0.1", host], "port": [vanished.getsockname()[1], port]}
        monkeypatch.setattr("bot.store.setup.connecting.CONNECT_WITHIN", WITHIN)
        first = await servers.connect(**options(fresh_database) | both)
        monkeypatch.setattr("bot.store.setup.connecting.CONNECT_WITHIN", 3600.0)
        second = await servers.connect(**options(fresh_database) | both)
    for connection in (first, second):
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()


async def test_a_server_that_says_nothing_is_asked_last_also_before_another_one_has_let_somebody_in(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, port = place_of(fresh_database)
    servers, wanted = Servers(), options(fresh_database)
    with silent() as vanished:
        both = {"host": ["127.0.0.1", host], "port": [vanished.getsockname()[1], port + 1]}
        monkeypatch.setattr("bot.store.setup.connecting.CONNECT_WITHIN", WITHIN)
        with pytest.raises(OSError, match="No such file"):
            await servers.connect(**wanted | both)
        asked: list[object] = []
        connect = asyncpg.connect

        async def noted(**told: object) -> object:
            asked.append(told["host"])
            return await connect(**told)

        monkeypatch.setattr(asyncpg, "connect", noted)
        with pytest.raises(TimeoutError):
            await servers.connect(**wanted | both)
    assert asked == [host, "127.0.0.1"]


async def test_where_every_server_is_silent_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.setup.connecting.CONNECT_WITHIN", WITHIN)
    with silent() as one, silent() as two:
        ports = [server.getsockname()[1] for server in (one, two)]
        with pytest.raises(TimeoutError) as silence:
            await Servers().connect(host=["127.0.0.1"] * 2, port=ports, user="crux", database="crux")
    assert is_away(silence.value)


async def test_a_server_that_refuses_is_not_taken_for_one_that_is_away(fresh_database: str) -> None:
    host, port = place_of(fresh_database)
    begun = time.monotonic()
    with silent() as vanished:
        both = {"host": [host, "127.0.0.1"], "port": [port, vanished.getsockname()[1]]}
        wanted = options(fresh_database) | both | {"database": "none"}
        with pytest.raises(asyncpg.InvalidCatalogNameError):
            await Servers().connect(**wanted)
    assert time.monotonic() - begun < UNACKNOWLEDGED


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of these options of a socket")
async def test_the_system_asks_whether_a_server_is_there_and_breaks_the_connection_where_it_is_not(
    fresh_database: str,
) -> None:
    async with Relay(fresh_database) as relay:
        await relay.open()
        engine = make_engine(relay.address)
        async with engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver = raw.driver_connection
            assert driver is not None
            its = driver._transport.get_extra_info("socket")
            told = [
                its.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE),
                its.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
                its.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
            ]
        await engine.dispose()
    assert told == [1, PROBED_AFTER, UNACKNOWLEDGED * 1000]
