"""The `crux` command as a process of its own."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path


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


async def crux(database: str, folder: Path, *arguments: str) -> Ended:
    """Run `crux` on a database, in a folder."""
    environment = os.environ | {"DATABASE_URL": database, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = (sys.executable, "-c", "from bot.cli import main; main()", *arguments)
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, trouble = await asyncio.wait_for(process.communicate(), 60)
    return Ended(process.returncode, out, trouble)
