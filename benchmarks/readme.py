"""The tables of the last run, as pages show them between two marks."""

from pathlib import Path

from benchmarks.by_size import AtSize
from benchmarks.measure import Result

README = Path(__file__).with_name("README.md")
DOCS = README.parents[1] / "docs"
GROWTH = DOCS / "growth.md"


def write(machine: dict[str, str | int], versions: dict[str, str], results: list[Result], grown: list[AtSize]) -> None:
    """Put the tables into the page, in place of those of the run before."""
    put("floors", "\n".join((_surroundings(machine, versions), _results(results), _by_size(grown))))


def put(name: str, tables: str, page: Path = README) -> None:
    """Put what was measured between the two marks of that name. Raises ValueError where the page has none."""
    begin, end = f"<!-- measured: {name} -->\n", f"<!-- end of what was measured: {name} -->\n"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page.name} has no place for {name}")
    page.write_text(before + begin + "\n" + tables + "\n" + end + after, encoding="utf-8")


def _surroundings(machine: dict[str, str | int], versions: dict[str, str]) -> str:
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"On {machine['cores']} cores of {machine['processor']}, {machine['memory']}; {told}.\n"


def _results(results: list[Result]) -> str:
    lines = ["| job | floor | ours | ratio | goal | |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.job} | {_number(r.floor)} | {_number(r.ours)} | {_number(r.ratio)} | {r.goal} | "
        f"{'met' if r.met else '**not met**'} |"
        for r in results
    ]
    return "\n".join(lines) + "\n"


def _by_size(grown: list[AtSize]) -> str:
    blocks = []
    for of in dict.fromkeys(line.of for line in grown):
        lines = [line for line in grown if line.of == of]
        sizes = list(dict.fromkeys(line.size for line in lines))
        value = {(line.job, line.size): line.value for line in lines}
        rows = [f"| {of} | {' | '.join(f'{size:,}' for size in sizes)} |", f"|---|{'---|' * len(sizes)}"]
        rows += [
            f"| {job} | {' | '.join(_number(value[job, size]) for size in sizes)} |"
            for job in dict.fromkeys(line.job for line in lines)
        ]
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
