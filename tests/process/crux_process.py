"""The `crux` command as a process of its own, with settings beside those of the environment."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from pathlib import Path

from bot.cli import main
from tests.process.forked import Forked, forked

ROOT = Path(__file__).parents[2]

Process = Forked | asyncio.subprocess.Process
"""What is started here, either way."""


async def crux_process(
    *arguments: str, settings: Mapping[str, str], folder: Path, stdout: int | None = None
) -> Process:
    """Start `crux` in a folder; what it writes goes to this file, or is read from the process.

    Where PYTHONPATH is one of the settings, Python itself is to begin in another way, and so does begin anew.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), **settings}
    if "PYTHONPATH" not in settings:
        return await forked(main, *arguments, environment=environment, folder=folder, stdout=stdout)
    command = (sys.executable, "-c", "from bot.cli import main; main()", *arguments)
    return await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stdout=PIPE if stdout is None else stdout, stderr=PIPE
    )
