"""What Crux is installed with is what it imports: nothing is pinned in vain, and nothing comes by luck with another."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path

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


def imported() -> set[str]:
    """The top-level modules that Crux imports."""
    return {module.partition(".")[0] for node in _nodes() for module in _modules(node)}


def found_by_name() -> set[str]:
    """The modules that Crux names as a string: it looks for their files, not their code."""
    strings = {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return strings & INSTALLED.keys()


def _nodes() -> Iterator[ast.AST]:
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    return (node for file in files for node in ast.walk(ast.parse(file.read_text())))


def _modules(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module


INSTALLED = {
    module: {_distribution(name) for name in names} for module, names in metadata.packages_distributions().items()
}
"""Which distributions bring a top-level module."""


def test_every_pinned_dependency_is_imported() -> None:
    brought = {name for module in imported() | found_by_name() for name in INSTALLED.get(module, ())}
    assert pinned() - brought == set()


def test_every_import_is_pinned() -> None:
    foreign = imported() - sys.stdlib_module_names - set(ROOMS)
    unpinned = {module for module in foreign if not INSTALLED.get(module, set()) & pinned()}
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
