"""What Crux is installed with is what it imports: nothing is pinned in vain, and nothing comes by luck with another."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "cogs", "migrations")


def pinned() -> set[str]:
    """The distributions that pyproject.toml asks for at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {_distribution(re.split(r"[\[=; ]", line, maxsplit=1)[0]) for line in project["dependencies"]}


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
