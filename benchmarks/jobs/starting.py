"""From the start of the process to READY, with everything migrated; and the starts of commands without a database."""

import asyncio
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import measure
from benchmarks.database import opened
from benchmarks.jobs.clicks import FLOOR
from benchmarks.measure import Result
from benchmarks.programs import CRUX, ROOT, Program, running
from benchmarks.swift_discord import SwiftDiscord

STARTS = 9
"""A start is short, so that more of them are measured."""

EVERY_COMMAND = (
    "from pkgutil import resolve_name; from bot.cli import COMMANDS; list(map(resolve_name, COMMANDS.values()))"
)
"""What a command would import that did not know which one it is."""


async def starts(server: str) -> list[Result]:
    """Both from nothing to READY, in turns."""
    async with opened(server) as (database, _):

        async def start(program: Program) -> float:
            async def until_ready() -> None:
                discord = await stack.enter_async_context(SwiftDiscord().served())
                await stack.enter_async_context(running(program, discord, database))

            async with AsyncExitStack() as stack:
                return await measure.seconds(until_ready)

        floor, ours = await measure.side_by_side(lambda: start(FLOOR), lambda: start(CRUX))
    return [measure.at_most("start to READY, s", floor, ours, 1.3)]


async def file_commands(server: str) -> list[Result]:
    """Processor time from start to end: of a command without a database, and of importing what all commands need."""
    with tempfile.TemporaryDirectory() as folder:
        votes = Path(folder) / "votes.csv"
        votes.write_text("participant,group,comment,vote\nana,a,1,1\nben,b,1,-1\n", encoding="utf-8")
        return [await _against_every_command("standing", str(votes)), await _against_every_command("--help")]


async def _against_every_command(*arguments: str) -> Result:
    floor, ours = await measure.side_by_side(
        lambda: _processor_seconds("-c", EVERY_COMMAND), lambda: _processor_seconds(*CRUX[1:3], *arguments), STARTS
    )
    job = f"start of `crux {arguments[0]}`, to importing every command, s of processor"
    return measure.at_most(job, floor, ours, 0.3)


async def _processor_seconds(*arguments: str) -> float:
    return await asyncio.to_thread(_used, (sys.executable, *arguments))


def _used(command: tuple[str, ...]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(command[0], command, environment, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    if status != 0:
        raise ChildProcessError(f"{command} ended with status {status}")
    return used.ru_utime + used.ru_stime
