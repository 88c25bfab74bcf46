"""Processes of Crux that are forked off one which has imported all of it: the import takes a second, each time.

Each is a process of its own, with its own environment, folder, output, signals and end, as if it had been started by
`exec`. How Crux itself starts is seen where a test runs `python -c` or `crux`.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from cogs import EXTENSIONS
from tests.loopback.readiness import ready_after

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "bot.cli",
        "bot.cli.run",
        "bot.cli.demo",
        "bot.app",
        "bot.cli.serve",
        "bot.serve",
        *EXTENSIONS,
        "tests.chaos.bot_process",
        "tests.process.spared",
    ]
)

READY_AFTER = 0.2
"""Seconds: the loopback Discord is another process, which may have to wait for a processor between two servers."""

RUNNING: set["Forked"] = set()
"""Those that have not ended. What a test leaves running would take the machine from the tests after it."""


class Forked:
    """A process as `asyncio.subprocess` knows it; its output is read here where it goes nowhere else."""

    def __init__(
        self, process: ForkServerProcess, stdout: asyncio.StreamReader | None, stderr: asyncio.StreamReader | None
    ) -> None:
        self._process = process
        self._ended = asyncio.Event()
        self.stdout, self.stderr = stdout, stderr
        assert process.pid is not None
        self.pid: int = process.pid
        RUNNING.add(self)
        asyncio.get_running_loop().add_reader(process.sentinel, self._note_end, asyncio.get_running_loop())

    @property
    def returncode(self) -> int | None:
        """With what it ended: its code, or the number of a signal below zero; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to stop."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait until it has ended; gives with what."""
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        """All that it writes to its output and of trouble, once it has ended."""
        written = await asyncio.gather(*(_all_of(stream) for stream in (self.stdout, self.stderr)))
        await self.wait()
        return written[0], written[1]

    def _note_end(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.remove_reader(self._process.sentinel)
        self._process.join()
        RUNNING.discard(self)
        self._ended.set()


async def _all_of(stream: asyncio.StreamReader | None) -> bytes:
    return b"" if stream is None else await stream.read()


async def forked(
    main: Callable[[], None],
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path,
    stdout: int | None = None,
    stderr: int | None = None,
) -> Forked:
    """Run a function of a module in a process of its own, with these arguments of the command line.

    What it writes goes to these files, or is read from the process.
    """
    outputs = [_output(file) for file in (stdout, stderr)]
    given = (main, arguments, dict(environment), folder, *(written for written, _ in outputs))
    process = _CONTEXT.Process(target=_run, args=given, daemon=True)
    # Not in a thread: it looks at the ends of the others, each of which can be read once.
    process.start()
    for written, _ in outputs:
        written.close()
    return Forked(process, *[await _reader(read) for _, read in outputs])


def _output(file: int | None) -> tuple[Connection, Connection | None]:
    """Where a process writes to, and where that is read, if nowhere else."""
    if file is not None:
        return Connection(os.dup(file), readable=False), None
    read, written = _CONTEXT.Pipe(duplex=False)
    return written, read


async def _reader(read: Connection | None) -> asyncio.StreamReader | None:
    if read is None:
        return None
    stream = asyncio.StreamReader()
    pipe = os.fdopen(os.dup(read.fileno()), "rb", buffering=0)
    read.close()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
    return stream


def _run(
    main: Callable[[], None],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
    stdout: Connection,
    stderr: Connection,
) -> None:
    """In the new process: make it what `exec` would have made of it, and begin."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    for number, given in enumerate((stdout, stderr), start=1):
        os.dup2(given.fileno(), number)
        given.close()
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.argv = ["crux", *arguments]
    ready_after(READY_AFTER)
    main()
