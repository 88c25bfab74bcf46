"""A way to a database that can be closed and opened: a port of this machine that passes all on."""

import asyncio
import socket
from contextlib import suppress
from types import TracebackType
from typing import Self

from sqlalchemy.engine import make_url

from bot.store.setup.engine import place_of


class Relay:
    """A port that nobody listens on until it is opened; from then on it leads to the database of that address."""

    def __init__(self, database: str) -> None:
        self._target = place_of(database)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        url = make_url(database).set(host="127.0.0.1", port=self.port).difference_update_query(["host", "port"])
        self.address = url.render_as_string(hide_password=False)
        self._server: asyncio.Server | None = None
        self._frozen = asyncio.Event()
        self._ways: list[asyncio.Task[None]] = []
        self._ends: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        """Listen, and pass on."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)

    def freeze(self) -> None:
        """Pass nothing on any more, and close nothing: as when the network between has gone."""
        self._frozen.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._target
        if host.startswith("/"):
            theirs = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            theirs = await asyncio.open_connection(host, port)
        self._ends += (writer, theirs[1])
        self._ways += [
            asyncio.create_task(self._pass_on(source, sink))
            for source, sink in ((reader, theirs[1]), (theirs[0], writer))
        ]

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while (piece := await source.read(65536)) and not self._frozen.is_set():
                sink.write(piece)
                await sink.drain()
        if not self._frozen.is_set():
            sink.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for way in self._ways:
            way.cancel()
        await asyncio.gather(*self._ways, return_exceptions=True)
        for end in self._ends:
            end.transport.abort()
            with suppress(OSError):
                await end.wait_closed()
