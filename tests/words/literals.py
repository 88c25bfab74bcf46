"""The string literals of a module that are words for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FROM_A_SENTENCE_ON = 4
"""So many words in a row are no name of anything in the code."""

_WORD = re.compile(r"[“(]?[^\W\d_]+(?:[’'-][^\W\d_]+)*[)”.,:;!?…]*")
_SQL = re.compile(r"\b(SELECT|NULL|BETWEEN|SET|CREATE|DROP)\b")
_PYTHONS_OWN = {
    "AssertionError",
    "ConnectionError",
    "KeyError",
    "LookupError",
    "RuntimeError",
    "TypeError",
    "ValueError",
}


class Literal(NamedTuple):
    """A string in the code, with `{}` where something is filled in."""

    line: int
    text: str


def sentences(module: Path) -> Iterator[Literal]:
    """The literals that read as sentences, but for docstrings, SQL, what is logged and what only a developer reads."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    passed = {id(part) for node in ast.walk(tree) if _is_not_for_people(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr():
                passed.update(id(part) for part in node.values)
            case ast.AnnAssign():
                passed.update(id(part) for part in ast.walk(node.annotation))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in passed and _is_sentence(_text(node)):
            yield Literal(node.lineno, _text(node))


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node.value, str) else ""


def _is_sentence(text: str) -> bool:
    words = [word for word in text.split() if _WORD.fullmatch(word)]
    if len(words) < 2 or _SQL.search(text):
        return False
    shown = text.strip()
    return len(words) + text.count("{}") >= FROM_A_SENTENCE_ON or shown[0].isupper() or shown[-1] in ".!?…"


def _is_not_for_people(node: ast.AST) -> bool:
    return _is_docstring(node) or _is_logged(node) or _is_a_developers(node)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_logged(node: ast.AST) -> bool:
    """A line of the log is for who runs Crux, and is searched for as it stands."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "log"


def _is_a_developers(node: ast.AST) -> bool:
    """A mistake in the code itself ends in one of Python's own exceptions."""
    if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
        return False
    return ast.unparse(node.exc.func) in _PYTHONS_OWN
