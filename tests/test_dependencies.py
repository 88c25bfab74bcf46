"""What Crux is installed with is what it imports: nothing is pinned in vain, and nothing comes by luck with another."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest

from bot.exchange.formats import EXTRAS

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "cogs", "migrations")


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pinned() -> set[str]:
    """The distributions that pyproject.toml asks for at run time, also for the demo and the embedded PostgreSQL."""
    extras = PROJECT["optional-dependencies"].values()
    return {_name(line) for line in chain(PROJECT["dependencies"], *extras)}


def _name(requirement: str) -> str:
    return _distribution(re.split(r"[\[=; ]", requirement, maxsplit=1)[0])


def _distribution(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True)
class Code:
    """What stands in the code of Crux."""

    imported: set[str]
    """The top-level modules that it imports."""
    strings: set[str]


@pytest.fixture(scope="module")
def code() -> Code:
    """Read once, for all tests here."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    imported = {module.partition(".")[0] for node in nodes for module in _modules(node)}
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return Code(imported, strings)


def _modules(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module


@pytest.fixture(scope="module")
def installed() -> Mapping[str, set[str]]:
    """Which distributions bring a top-level module."""
    brought = metadata.packages_distributions()
    return {module: {_distribution(name) for name in names} for module, names in brought.items()}


def test_every_pinned_dependency_is_imported(code: Code, installed: Mapping[str, set[str]]) -> None:
    # Some that Crux names as a string: it looks for their files, not their code.
    brought = {name for module in code.imported | code.strings for name in installed.get(module, ())}
    assert pinned() - brought == set()


def test_every_import_is_pinned(code: Code, installed: Mapping[str, set[str]]) -> None:
    foreign = code.imported - sys.stdlib_module_names - set(ROOMS)
    unpinned = {module for module in foreign if not installed.get(module, set()) & pinned()}
    assert unpinned == set()


def in_file(requirements: str) -> dict[str, str]:
    """The distributions that a requirements file installs, with their versions."""
    text = (ROOT / requirements).read_text()
    return {_distribution(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}


def test_an_image_has_neither_the_simulated_discord_nor_an_embedded_database() -> None:
    installed, optional = in_file("requirements.txt"), PROJECT["optional-dependencies"]

    assert {_name(line) for line in PROJECT["dependencies"]} - installed.keys() == set()
    for extra in ("demo", "embedded"):
        assert {_name(line) for line in optional[extra]} & installed.keys() == set()


def test_an_image_writes_every_format() -> None:
    installed, optional = in_file("requirements.txt"), PROJECT["optional-dependencies"]

    for extra in EXTRAS.values():
        assert {_name(line) for line in optional[extra.name]} - installed.keys() == set()


def test_a_clone_has_both_and_all_else_in_the_same_versions() -> None:
    image, clone = in_file("requirements.txt"), in_file("requirements-local.txt")

    assert image.items() - clone.items() == set()
    assert pinned() - clone.keys() == set()
