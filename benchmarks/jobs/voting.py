"""A file of a million votes: where its comments stand, held against two others that count the same file."""

import sys
import tempfile
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path
from random import Random

from benchmarks import measure
from benchmarks.measure import Result
from benchmarks.programs import ROOT

PEOPLE, COMMENTS, VOTES_EACH = 10_000, 1_000, 100
GROUPS = ("a", "b", "c")


async def standing(server: str) -> list[Result]:
    """Both comparisons; no database is asked."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.csv"
        write(file)
        return [
            await _compared("red-dwarf", file, 1.0),
            await _compared("duckdb", file, 3.0),
        ]


async def _compared(program: str, file: Path, ratio: float) -> Result:
    least, taken = await measure.side_by_side(lambda: counted(program, file), lambda: counted("crux", file))
    return measure.at_most(f"standing of 1,000,000 votes in a file, to {program}, s", least, taken, ratio)


async def counted(program: str, file: Path) -> float:
    """How long it takes in a process of its own."""
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.counting", program, str(file)), cwd=ROOT, stdout=PIPE
    )
    told, _ = await process.communicate()
    if process.returncode != 0:
        raise ChildProcessError(f"{program} ended with code {process.returncode}")
    return float(told)


def write(file: Path) -> None:
    """Votes of people who lean as their groups do, in the order of a poll that all take at the same time."""
    random = Random(7)
    votes = [line for person in range(PEOPLE) for line in _of_a_person(random, person)]
    random.shuffle(votes)
    file.write_text("participant,group,comment,vote\n" + "".join(votes), encoding="utf-8")


def _of_a_person(random: Random, person: int) -> list[str]:
    group = person % len(GROUPS)
    lines = []
    for comment in random.sample(range(COMMENTS), VOTES_EACH):
        lean = (7 * comment + 13 * group) % 10 / 10
        vote = random.choices((1, -1, 0), (lean + 0.1, 1.1 - lean, 0.3))[0]
        lines.append(f"{person},{GROUPS[group]},{comment},{vote}\n")
    return lines
