"""The changelog keeps to its form, and its newest version is the one that is installed."""

import re
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_VERSION = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})")


def headings(level: int) -> list[str]:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#" * level + " ")]


def versions() -> list[tuple[tuple[int, ...], date]]:
    found = [_VERSION.fullmatch(line) for line in headings(2)[1:]]
    assert all(found), headings(2)
    return [(tuple(map(int, one[1].split("."))), date.fromisoformat(one[2])) for one in found if one]


def test_what_is_not_released_stands_first() -> None:
    assert headings(2)[0] == "## [Unreleased]"


def test_versions_stand_from_the_newest_to_the_oldest() -> None:
    assert versions() == sorted(versions(), reverse=True)


def test_changes_are_sorted_by_the_kinds_of_keep_a_changelog() -> None:
    assert {line.removeprefix("### ") for line in headings(3)} <= set(KINDS)


def test_the_newest_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert versions()[0][0] == tuple(map(int, project["version"].split(".")))
