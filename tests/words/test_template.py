"""The committed template holds every message that Crux says, and nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.words.template import ROOT, TEMPLATE, extract


def test_the_template_is_what_stands_in_the_code(tmp_path: Path) -> None:
    extract(tmp_path / "crux.pot")

    assert (tmp_path / "crux.pot").read_bytes() == TEMPLATE.read_bytes(), "run `make words`"


def test_no_message_hides_in_an_f_string() -> None:
    """Babel does not look into f-strings, nor can it know a message that is put together."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"
        for room in ("bot", "cogs")
        for path in sorted((ROOT / room).rglob("*.py"))
        for call in _unseen(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert hidden == []


def _unseen(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in ast.walk(node) if isinstance(part, ast.Call) and _says_a_literal(part))
        elif isinstance(node, ast.Call) and _says(node) and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            yield node


def _says(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
    return name in {"say", "count", "message"} and bool(call.args)


def _says_a_literal(call: ast.Call) -> bool:
    return _says(call) and isinstance(call.args[0], ast.Constant)
