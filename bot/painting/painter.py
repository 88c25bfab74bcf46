"""Has pictures painted in a process of their own."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process

from bot.ledger.telling.overview import Overview
from bot.ledger.telling.progress import Progress
from bot.painting.messages import LENGTH, Failed, Painted, Wanted, framed

MODULE = "bot.painting"
"""The process runs this module, so that what it takes to draw is loaded nowhere else."""


class PaintingFailed(Exception):
    """There is no picture; the message says why, without words of the debate."""


class Painter:
    """Paints one picture after the other, in a process that starts with the first one. Must be closed."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._closed = False
        self._turn = asyncio.Lock()

    async def map(self, overview: Overview, language: str) -> bytes:
        """The map of a debate as PNG, in the language of that tag. Raises PaintingFailed."""
        return await self._painted(Wanted(overview, language))

    async def timeline(self, progress: Progress, language: str) -> bytes:
        """The timeline of a debate as PNG, in the language of that tag. Raises PaintingFailed."""
        return await self._painted(Wanted(progress, language))

    async def close(self) -> None:
        """Paint no more."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        """Let the process end; the next picture starts another one."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            await process.wait()

    async def _painted(self, wanted: Wanted) -> bytes:
        async with self._turn:
            answer = await self._answer(await self._running(), wanted)
        if isinstance(answer, Failed):
            raise PaintingFailed(answer.error)
        return answer.png

    async def _running(self) -> Process:
        if self._closed:
            raise PaintingFailed("the painter is closed")
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", MODULE, stdin=PIPE, stdout=PIPE)
        return self._process

    async def _answer(self, process: Process, wanted: Wanted) -> Painted | Failed:
        try:
            return await _exchanged(process, wanted)
        except (asyncio.IncompleteReadError, ConnectionError) as ended:
            await self._end()
            raise PaintingFailed("the process that paints has ended") from ended
        except asyncio.CancelledError:
            # Its answer would be taken for that of the next request.
            process.kill()
            await self._end()
            raise


async def _exchanged(process: Process, wanted: Wanted) -> Painted | Failed:
    if process.stdin is None or process.stdout is None:
        raise PaintingFailed("the process that paints has no pipes")
    process.stdin.write(framed(wanted))
    await process.stdin.drain()
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    answer = pickle.loads(await process.stdout.readexactly(length))
    if not isinstance(answer, Painted | Failed):
        raise PaintingFailed(f"the process that paints sent {type(answer).__name__}")
    return answer
