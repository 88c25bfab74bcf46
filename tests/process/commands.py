"""The `crux` command as a process of its own."""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.process.crux_process import crux_process


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code, what it printed, and what it said of trouble."""

    code: int | None
    out: bytes
    trouble: bytes

    @property
    def text(self) -> str:
        """What it printed, as text."""
        return self.out.decode()

    @property
    def lines(self) -> list[str]:
        """What it said of trouble."""
        return self.trouble.decode().splitlines()


async def crux(database: str, folder: Path, *arguments: str, terminal: bool = False, **settings: str) -> Ended:
    """Run `crux` on a database, in a folder; with its output into a file or on a terminal."""
    ours, theirs = os.openpty() if terminal else (None, None)
    wanted = {"DATABASE_URL": database} | settings
    process = await crux_process(*arguments, settings=wanted, folder=folder, stdout=theirs)
    if ours is not None and theirs is not None:
        os.close(theirs)
        shown = await asyncio.wait_for(asyncio.to_thread(_read_to_its_end, ours), 60)
        _, trouble = await asyncio.wait_for(process.communicate(), 60)
        return Ended(process.returncode, shown, trouble)
    out, trouble = await asyncio.wait_for(process.communicate(), 60)
    return Ended(process.returncode, out, trouble)


def _read_to_its_end(terminal: int) -> bytes:
    """All that a terminal shows until the last program on it ends, which Linux reports as an error."""
    shown = b""
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            shown += piece
    os.close(terminal)
    return shown
