"""Connections to PostgreSQL servers of which one may vanish: nothing is refused then, and nothing is answered."""

import socket
import sys
from collections.abc import Iterator
from typing import Any

import asyncpg

CONNECT_WITHIN = 5.0
"""Seconds that each of several servers has to let somebody in. A single one has as long as the driver gives it: there
is no other one to ask, and it may be busy."""

PROBED_AFTER, PROBED_EVERY, PROBES = 5, 3, 3
"""Seconds without a word after which a server is asked whether it is there, seconds between such probes, and how many
of them stay unanswered until the connection counts as broken."""

UNACKNOWLEDGED = PROBED_AFTER + PROBED_EVERY * PROBES
"""Seconds that what was sent may stay unacknowledged. Its network's default is a quarter of an hour."""

_PROBING = (
    (socket.SOL_SOCKET, "SO_KEEPALIVE", 1),
    (socket.IPPROTO_TCP, "TCP_KEEPIDLE", PROBED_AFTER),
    (socket.IPPROTO_TCP, "TCP_KEEPINTVL", PROBED_EVERY),
    (socket.IPPROTO_TCP, "TCP_KEEPCNT", PROBES),
    (socket.IPPROTO_TCP, "TCP_USER_TIMEOUT", UNACKNOWLEDGED * 1000),
)

Server = dict[str, Any]
"""A host and a port, as the driver takes them; nothing where the address names none."""

_ANOTHER_MAY_DO = (OSError, asyncpg.CannotConnectNowError, asyncpg.TargetServerAttributeNotMatched)
"""What is raised where a server is not there, not ready, or not of the kind that is wanted."""


class Servers:
    """Connects to the servers of one address, in turn.

    The one that let somebody in last comes before all others, and one that said nothing after them.
    """

    def __init__(self) -> None:
        self._last: Server | None = None
        self._silent: Server | None = None

    async def connect(self, *arguments: Any, **options: Any) -> "asyncpg.Connection[asyncpg.Record]":
        """Connect as `asyncpg.connect` does, given its arguments.

        Of several servers, one that cannot be had costs CONNECT_WITHIN at most. Raises what the last one does.
        """
        failed: Exception | None = None
        servers = list(_servers(options))
        limit = {"timeout": CONNECT_WITHIN} if len(servers) > 1 else {}
        for server in sorted(servers, key=lambda server: (server == self._silent, server != self._last)):
            try:
                connection = await asyncpg.connect(*arguments, **(options | server | limit))
            except _ANOTHER_MAY_DO as error:
                failed = error
                self._silent = server if isinstance(error, TimeoutError) else self._silent
            else:
                self._last = server
                self._silent = None if server == self._silent else self._silent
                _probe(connection)
                return connection
        assert failed is not None
        raise failed


def _servers(options: dict[str, Any]) -> Iterator[Server]:
    hosts, ports = options.get("host"), options.get("port")
    if not isinstance(hosts, list | tuple):
        yield {}
        return
    for number, host in enumerate(hosts):
        yield {"host": host, "port": ports[number] if isinstance(ports, list | tuple) else ports}


def _probe(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Have the system ask whether the server is there, and break the connection where it does not say so.

    A limit on the time of each statement would not do: a long one has a server that is there.
    """
    # The driver gives its socket nowhere else.
    transport: Any = connection._transport
    its: socket.socket = transport.get_extra_info("socket")
    if its.family == socket.AF_UNIX or sys.platform != "linux":
        return
    for level, name, value in _PROBING:
        its.setsockopt(level, getattr(socket, name), value)
