"""The engine: connections to a PostgreSQL database."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

from bot.store.setup.connecting import Servers

PORT = 5432
"""The port of a PostgreSQL whose address names none."""

AWAY = (DBAPIError, OSError, asyncpg.PostgresError)
"""What is raised where a database cannot be reached, or breaks off."""


_BROKEN = (OSError, asyncpg.InternalClientError)
"""What tells that a connection broke; where it does so amid its beginning, the driver doubts itself."""

_AWAY_STATES = ("08", "53", "57P")
"""How the SQLSTATEs begin with which a server is not there now: broken off, too busy, starting, stopping."""

_REFUSED_STATES = ("28", "3D")
"""How those begin with which it lets nobody in by that user, password and database name."""


def is_away(error: BaseException) -> bool:
    """Whether the database cannot be reached now, so that another try may reach it."""
    return any(isinstance(cause, _BROKEN) or _state(cause).startswith(_AWAY_STATES) for cause in _causes(error))


def is_refused(error: BaseException) -> bool:
    """Whether the database's server lets nobody in by that user, password and database name."""
    return any(_state(cause).startswith(_REFUSED_STATES) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it was raised from: SQLAlchemy wraps the driver's."""
    while error is not None:
        yield error
        error = error.__cause__


def _state(error: BaseException) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def database_url(address: str) -> URL:
    """A PostgreSQL address, in parts.

    libpq puts several hosts into one address (`db1:5432,db2:5432`), which SQLAlchemy knows in the query alone.
    """
    parts = urlsplit(address)
    user, at, several = parts.netloc.rpartition("@")
    if "," not in several:
        return make_url(address)
    hosts = [urlsplit(f"//{host}") for host in several.split(",")]
    told = {
        "host": ",".join(host.hostname or "" for host in hosts),
        "port": ",".join(str(host.port or PORT) for host in hosts),
    }
    return make_url(parts._replace(netloc=user + at).geturl()).update_query_dict(told)


def place_of(address: str) -> tuple[str, int]:
    """The host, or the folder of the socket, and the port of a PostgreSQL address: all of it that may be shown.

    Of several hosts, which are tried in turn, it is the first.
    """
    url = database_url(address)
    port = _in_query(url, "port", "") or str(PORT)
    return url.host or _in_query(url, "host", "localhost"), url.port or int(port)


def _in_query(url: URL, name: str, default: str) -> str:
    value = url.query.get(name, default)
    return (value if isinstance(value, str) else value[0]).split(",")[0]


def asyncpg_url(address: str) -> str:
    """A PostgreSQL address as SQLAlchemy wants it for asyncpg, which knows `ssl` where others say `sslmode`."""
    url = database_url(address).set(drivername="postgresql+asyncpg")
    if (mode := url.query.get("sslmode")) is not None:
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url.render_as_string(hide_password=False)


def make_engine(url: str, *, pool_size: int = 10, pgbouncer: bool = False) -> AsyncEngine:
    """An engine on a PostgreSQL database.

    Behind PgBouncer in transaction mode a prepared statement may meet another connection, so none are kept, and
    PgBouncer does the pooling. Parameters are what people wrote, so errors do not repeat them.
    """
    connecting = {"async_creator_fn": Servers().connect}
    if pgbouncer:
        arguments = connecting | {
            "prepared_statement_cache_size": 0,
            "statement_cache_size": 0,
            # asyncpg counts its names from 1 on each connection, and here many share one.
            "prepared_statement_name_func": lambda: f"crux_{uuid4().hex}",
        }
        return create_async_engine(asyncpg_url(url), poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    engine = create_async_engine(
        asyncpg_url(url), pool_size=pool_size, max_overflow=pool_size, connect_args=connecting, hide_parameters=True
    )
    event.listen(engine.sync_engine, "checkin", _rested)
    event.listen(engine.sync_engine, "checkout", _still_there)
    return engine


RESTED = 1.0
"""After so many idle seconds, a connection is tested before it is used."""


def _rested(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info["rested_since"] = time.monotonic()


def _still_there(connection: DBAPIConnection, record: ConnectionPoolEntry, proxy: PoolProxiedConnection) -> None:
    """Raises DisconnectionError where the connection is gone, so that the pool opens another one."""
    since = record.info.get("rested_since")
    if since is None:
        return
    driver: asyncpg.Connection = connection.driver_connection
    if driver.is_closed():
        raise DisconnectionError
    if time.monotonic() - since < RESTED:
        return
    cursor = connection.cursor()
    try:
        cursor.execute("SELECT 1")
    except Exception as gone:  # whatever it is, this connection is of no use
        raise DisconnectionError from gone
    finally:
        cursor.close()
    connection.rollback()
