"""Each reader has their own front end: nothing that people do is answered by a fixed one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FIXED = frozenset({"DISCORD", "TERMINAL"})
"""Front ends that are always English; so is the catalogue, which nothing here needs."""

FACING_PEOPLE = sorted(path for room in ("cogs", "bot/discord") for path in (ROOT / room).rglob("*.py"))


def _said_by_a_fixed_one(tree: ast.AST, *, running: bool = False) -> Iterator[int]:
    """The lines on which something is said in English while Crux runs, whoever reads it.

    What is registered with Discord at the start is English: its translator says it in the other languages.
    """
    match tree:
        case ast.Call(func=ast.Attribute(attr="ContextMenu")):
            return
        case ast.Call(func=ast.Attribute(attr="Choice")) if not running:
            return
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in FIXED:
            yield tree.lineno
        case ast.ImportFrom(module="bot.words.catalogue"):
            yield tree.lineno
    body = tree.body if isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef) else []
    for part in ast.iter_child_nodes(tree):
        yield from _said_by_a_fixed_one(part, running=running or part in body)


@pytest.mark.parametrize("path", FACING_PEOPLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_what_is_registered_is_said_by_a_fixed_front_end(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert list(_said_by_a_fixed_one(tree)) == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("async def f(i):\n    await answer(i, answers.paused(DISCORD))", [2]),
        ("async def f(i):\n    button(front_ends.DISCORD.say(labels.UNDO), 'restore')", [2]),
        ("say_reason = partial(pause_reason, DISCORD)", [1]),
        ("SCOPES = [app_commands.Choice(name=forms.scope(DISCORD, scope), value=scope) for scope in Scope]", []),
        ("tree.add_command(app_commands.ContextMenu(name=DISCORD.say(described.SHOW_MENU), callback=show))", []),
        ("async def f(i):\n    return [app_commands.Choice(name=choice(DISCORD, one)) for one in await found(i)]", [2]),
        ("@choices([app_commands.Choice(name=term(DISCORD.catalogue, a)) for a in Answer])\nasync def f(i): ...", []),
        ("from bot.words.catalogue import ENGLISH", [1]),
        ("from bot.render.front_ends import DISCORD", []),
    ],
)
def test_a_fixed_front_end_is_found_wherever_it_speaks(code: str, lines: list[int]) -> None:
    assert list(_said_by_a_fixed_one(ast.parse(code))) == lines
