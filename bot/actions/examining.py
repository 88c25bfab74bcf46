"""The lines of a large file, looked at block by block beside the process that takes them in."""

import asyncio
import marshal
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import cache
from itertools import chain, cycle, islice
from struct import Struct
from typing import NamedTuple

from bot.exchange.line_blocks import Block, events_in
from bot.exchange.read_answers import ReadAnswers, ReadPart, UntilWrong, in_runs, part_of
from bot.exchange.read_events import ReadEvent
from bot.ledger.file_problems import FileProblem
from bot.ledger.record.events import CHANGES, Values
from bot.store.writing.copy_rows import EventRows, event_row, text_row

SMALL = 16
"""Blocks that are looked at in a third of the time that a process takes to start, and so without one."""

AHEAD = 2
"""Blocks that each process has at a time: one that it looks at, and the next one."""

MODULE = "bot.actions.examiner"
"""What a process runs that looks at blocks."""

MOST_UNREAD = 1 << 24
"""Bytes of answers that wait in memory for their turn."""

LENGTH = Struct(">Q")


class ExaminedBlock(NamedTuple):
    """The events of a block as far as it is whole, their rows, and what is wrong with the first line that is not."""

    parts: list[ReadPart]
    rows: EventRows
    wrong: FileProblem | None


def examined(block: Block) -> ExaminedBlock:
    """The events of a block."""
    reading = UntilWrong(events_in(block))
    events = list(reading)
    parts = [part_of(run) for run in in_runs(events)]
    wrong = reading.wrong.problem if reading.wrong is not None else None
    return ExaminedBlock(parts, rows_of(block.debate, block.place, events), wrong)


def rows_of(debate: int, place: int, events: Sequence[ReadEvent]) -> EventRows:
    """The rows of events that stand behind a place of a file."""
    rows: list[bytes] = []
    texts: list[bytes] = []
    sealed_by = b""
    for sequence, (at, actor, verb, values, data, texts_in, written) in enumerate(events, place + 1):
        entry = _entry_at(verb, values)
        sealed_by = bytes.fromhex(written)
        rows.append(event_row(debate, sequence, datetime.fromisoformat(at), actor, verb, entry, data, sealed_by))
        if texts_in:
            texts.extend(text_row(debate, sequence, field, *text) for field, text in texts_in.items())
    return EventRows(len(rows), b"".join(rows), b"".join(texts), place + len(rows), sealed_by)


def _entry_at(verb: str, values: Values) -> int | None:
    """The entry that an event is about, if it is about one."""
    place = _place_of_entry(verb)
    entry = values[place] if place is not None else None
    return entry if isinstance(entry, int) else None


@cache
def _place_of_entry(verb: str) -> int | None:
    fields = tuple(CHANGES[verb].form.types)
    return fields.index("entry") if "entry" in fields else None


# What the processes are told and tell: plain values, each message after its length in bytes


def asked(block: Block) -> bytes:
    """The message that a block is to be looked at."""
    return _framed(marshal.dumps(tuple(block)))


def block_in(message: bytes) -> Block:
    """The block that a message is about."""
    return Block(*marshal.loads(message))


def answered(found: ExaminedBlock) -> bytes:
    """The message that says what was found."""
    parts = [(isinstance(part, ReadAnswers), tuple(part)) for part in found.parts]
    return _framed(marshal.dumps((parts, tuple(found.rows), pickle.dumps(found.wrong))))


def found_in(message: bytes) -> ExaminedBlock:
    """What a message says that was found."""
    told, rows, wrong = marshal.loads(message)
    parts = [ReadAnswers(*part) if are_answers else part for are_answers, part in told]
    return ExaminedBlock(parts, EventRows(*rows), pickle.loads(wrong))


def _framed(body: bytes) -> bytes:
    """A message behind its length."""
    return LENGTH.pack(len(body)) + body


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
