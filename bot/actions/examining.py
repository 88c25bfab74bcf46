"""The lines of a large file, looked at block by block beside the process that takes them in."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import chain, cycle, islice

from bot.actions.examined_blocks import LENGTH, ExaminedBlock, asked, examined, found_in
from bot.exchange.line_blocks import Block

SMALL = 16
"""Blocks that are looked at in a third of the time that a process takes to start, and so without one."""

AHEAD = 2
"""Blocks that each process has at a time: one that it looks at, and the next one."""

MODULE = "bot.actions.examiner"
"""What a process runs that looks at blocks."""

MOST_UNREAD = 1 << 24
"""Bytes of answers that wait in memory for their turn."""


class Examiner:
    """A process that looks at blocks, one after the other."""

    def __init__(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise TypeError("a process that looks at blocks is told of them, and tells what it found")
        self._process, self._in, self._out = process, process.stdin, process.stdout

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator["Examiner"]:
        """One that runs as long as this lasts."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", MODULE, stdin=PIPE, stdout=PIPE, limit=MOST_UNREAD
        )
        try:
            yield cls(process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def ask(self, block: Block) -> None:
        """Have it look at one more block."""
        self._in.write(asked(block))

    async def answer(self) -> ExaminedBlock:
        """What it found in the first block that it has not answered. Raises IncompleteReadError where it ended."""
        (length,) = LENGTH.unpack(await self._out.readexactly(LENGTH.size))
        return found_in(await self._out.readexactly(length))


@asynccontextmanager
async def examining(blocks: Iterator[Block]) -> AsyncIterator[AsyncIterator[ExaminedBlock]]:
    """What is found in each block, in their order: where there are many, by as many processes as there are cores."""
    async with AsyncExitStack() as running:
        yield _examined_in_turn(blocks, running)


async def _examined_in_turn(blocks: Iterator[Block], running: AsyncExitStack) -> AsyncIterator[ExaminedBlock]:
    first, further = list(islice(blocks, SMALL)), next(blocks, None)
    cores = os.cpu_count() or 1
    if further is None or cores == 1:
        for block in chain(first, [further] if further else [], blocks):
            yield examined(block)
        return
    examiners = [await running.enter_async_context(Examiner.started()) for _ in range(cores)]
    turns = zip(cycle(examiners), chain([further], blocks))
    waiting = deque(_asked(turns, AHEAD * cores))
    # Meanwhile they start.
    for block in first:
        yield examined(block)
    while waiting:
        yield await waiting.popleft().answer()
        waiting.extend(_asked(turns, 1))


def _asked(turns: Iterator[tuple[Examiner, Block]], number: int) -> Iterator[Examiner]:
    """Have the next blocks looked at; gives the process of each."""
    for examiner, block in islice(turns, number):
        examiner.ask(block)
        yield examiner
