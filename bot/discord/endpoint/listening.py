"""The address that requests come to, with all its connections."""

import asyncio
from collections.abc import Iterator

from bot.discord.endpoint.connections import Connection, Receiver

LOOKED_EVERY = 0.25
"""Seconds between two looks at what has timed out."""

LOOKS_AT_LEAVING = 4
"""How many of them proxies have to leave a process that stops."""


class Connections:
    """All connections to one address."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._kept: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._looking: asyncio.Task[None] | None = None

    async def listen(self, host: str, port: int) -> int:
        """Answer at that address from now on; gives the port, a free one for 0. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self._receiver, self._kept), host, port)
        self._looking = asyncio.create_task(self._look())
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOKED_EVERY)
            now = loop.time()
            for connection in self._all():
                connection.look(now)

    async def leave(self) -> None:
        """Take no new connection, and have proxies leave those at hand: a proxy then asks another process.

        A request that is on its way when its connection ends is lost to the proxy. So each connection ends with the
        response to its next request, and without one only after a moment.
        """
        if self._server is not None:
            self._server.close()
        for connection in self._all():
            connection.take_one_more()
        for _ in range(LOOKS_AT_LEAVING):
            if self._kept:
                await asyncio.sleep(LOOKED_EVERY)
        for connection in self._all():
            connection.finish()

    def end(self) -> None:
        """End all that is left."""
        if self._looking is not None:
            self._looking.cancel()
        for connection in self._all():
            connection.cut()

    def __len__(self) -> int:
        return len(self._kept)

    def _all(self) -> Iterator[Connection]:
        return iter(tuple(self._kept))
