"""How a release is made: of what is pinned, with a list of what is in it, and with the changelog's section as notes."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def commands() -> Iterator[str]:
    """The workflow's commands, each as a shell gets it."""
    for block in re.findall(r"^( +)(?:- )?run: (?:\|\n((?:\1 .*\n)+)|(.*)\n)", WORKFLOW, re.MULTILINE):
        yield block[1] or block[2]


def command_with(word: str) -> str:
    return next(command for command in commands() if word in command)


def test_every_action_is_pinned_to_a_commit() -> None:
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOW)
    assert used
    assert [action for action, version in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
    assert [action for action, version in used if not re.fullmatch(r" # v\d+\.\d+\.\d+", version)] == []


@pytest.mark.parametrize(("tag", "code"), [(f"v{VERSION}", 0), ("v999.0.0", 1)])
def test_a_tag_is_released_that_is_the_version_of_the_package(tag: str, code: int) -> None:
    done = subprocess.run(["bash", "-c", command_with("GITHUB_REF_NAME")], cwd=ROOT, env=_with(tag), check=False)
    assert done.returncode == code


def test_the_notes_are_the_section_of_the_version(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), encoding="utf-8")
    written = command_with("notes.md").split("gh release")[0]
    subprocess.run(["bash", "-c", written], cwd=tmp_path, env=_with(f"v{VERSION}"), check=True)
    notes = (tmp_path / "notes.md").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert notes.strip()
    assert notes in changelog.split(f"## [{VERSION}]")[1]
    assert "## [" not in notes


def test_every_command_of_make_is_there() -> None:
    made = re.findall(r"\bmake (\w+)", WORKFLOW)
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert made
    assert [name for name in made if not re.search(rf"^{name}:", rules, re.MULTILINE)] == []


def _with(tag: str) -> dict[str, str]:
    return {"GITHUB_REF_NAME": tag, "PATH": "/usr/local/bin:/usr/bin:/bin"}
