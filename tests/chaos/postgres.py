"""A PostgreSQL that can be restarted while others run on it.

The embedded server is started from the main thread, so the rig runs in another one and asks for it here.
"""

import asyncio
import os
import queue
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg

from bot.embedded.server import EmbeddedPostgres, Postmaster

PATIENCE = 60.0


class RestartablePostgres:
    """The server of a rig."""

    def __init__(self, folder: Path, programs: Path | None = None) -> None:
        self._folder = folder
        self._server = EmbeddedPostgres(folder, programs=programs)
        self._wishes: queue.Queue[Callable[[], None] | None] = queue.Queue()

    @property
    def url(self) -> str:
        return self._server.url

    def serve(self, rig: Callable[["RestartablePostgres"], Awaitable[None]]) -> None:
        """Run a rig in a thread beside this one, and restart the server as it asks. Raises what the rig raises."""
        failed: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(_as_coroutine(rig(self)))
            except BaseException as error:  # handed to the thread that waits
                failed.append(error)
            finally:
                self._wishes.put(None)

        with self._server:
            thread = threading.Thread(target=run)
            thread.start()
            while (wish := self._wishes.get()) is not None:
                wish()
            thread.join()
        if failed:
            raise failed[0]

    async def restart(self, *, immediate: bool) -> None:
        """Stop the server, at once or in good order, and start it again."""
        done = threading.Event()

        def wish() -> None:
            try:
                if immediate:
                    self._end_at_once()
                self._server.stop()
                self._server.start()
            finally:
                done.set()

        self._wishes.put(wish)
        await asyncio.to_thread(done.wait, PATIENCE)

    def _end_at_once(self) -> None:
        described = Postmaster.described_in(self._folder / "postgres")
        assert described is not None
        os.kill(described.pid, signal.SIGQUIT)
        deadline = time.monotonic() + PATIENCE
        while Path(f"/proc/{described.pid}/cwd").exists() and time.monotonic() < deadline:
            time.sleep(0.01)

    async def break_connections(self) -> None:
        """Every connection to the database breaks; the server stays."""
        others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
        await self.fetch(others + "datname = current_database()")

    async def fetch(self, query: str, *arguments: object) -> list[dict[str, object]]:
        """What a query gives, as soon as the server lets us in and the connection holds: it breaks like all others."""
        address = self.url.replace("postgresql+asyncpg", "postgresql")
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connection = await asyncpg.connect(address)
                rows = await connection.fetch(query, *arguments)
                connection.terminate()
                return [dict(row) for row in rows]
            # A connection that breaks at a bad moment has the driver doubt itself.
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.05)


async def _as_coroutine(awaitable: Awaitable[None]) -> None:
    await awaitable
