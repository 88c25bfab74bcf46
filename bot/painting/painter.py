"""Pictures, painted in a process of their own (`painting.py`): while one is painted, nobody could be answered."""

import asyncio
import pickle
import struct
import sys

from bot.ledger.telling.overview import Overview
from bot.ledger.telling.progress import Progress

LENGTH = struct.Struct(">I")
"""Before each message goes its length in bytes."""

PAINTING = "bot.painting"
"""The process that paints: a module of its own, so that what it takes to draw is not loaded where nothing is drawn."""


class PaintingFailed(Exception):
    """The process that paints has ended, or could not paint; the message says what it said of that."""


class Painter:
    """Paints one picture after the other. Its process begins with the first one, and ends with this one at the latest.

    Must be closed.
    """

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._closed = False
        self._turn = asyncio.Lock()
        self.waiting = 0
        """How many pictures are asked for and not painted yet."""

    async def map(self, overview: Overview) -> bytes:
        """The map of a debate as PNG. Raises PaintingFailed."""
        return await self._painted(overview)

    async def timeline(self, progress: Progress) -> bytes:
        """The timeline of a debate as PNG. Raises PaintingFailed."""
        return await self._painted(progress)

    async def close(self) -> None:
        """Paint no more."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        """Let the process end; the next picture begins another one."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            await process.wait()

    async def _painted(self, shown: Overview | Progress) -> bytes:
        self.waiting += 1
        try:
            async with self._turn:
                return await self._asked(await self._running(), shown)
        finally:
            self.waiting -= 1

    async def _running(self) -> asyncio.subprocess.Process:
        if self._closed:
            raise PaintingFailed("the painter is closed")
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                PAINTING,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        return self._process

    async def _asked(self, process: asyncio.subprocess.Process, shown: Overview | Progress) -> bytes:
        if process.stdin is None or process.stdout is None:
            raise PaintingFailed("the process that paints has no pipes")
        question = pickle.dumps(shown)
        try:
            process.stdin.write(LENGTH.pack(len(question)) + question)
            await process.stdin.drain()
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            painted, told = pickle.loads(await process.stdout.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as ended:
            await self._end()
            raise PaintingFailed("the process that paints has ended") from ended
        except asyncio.CancelledError:
            # Its answer would be taken for that of the next question.
            process.kill()
            await self._end()
            raise
        if not painted:
            raise PaintingFailed(told)
        return bytes(painted)
