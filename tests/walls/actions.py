"""Everything that can be asked for, listed from the code."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import bot.actions
from bot.actions.asked import Asked
from bot.actions.book import Sessions
from bot.ledger.errors import Refusal

Action = Callable[..., Any]


def every_action() -> Iterator[tuple[str, Action]]:
    """The public coroutines and transactions of every module in bot/actions, by module and name."""
    for info in pkgutil.iter_modules(bot.actions.__path__):
        module = importlib.import_module(f"bot.actions.{info.name}")
        for name, member in inspect.getmembers(module, inspect.isfunction):
            inner = inspect.unwrap(member)
            waits = inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner)
            if waits and member.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{info.name}.{name}", member


ACTIONS = dict(every_action())


async def ask(action: Action, sessions: Sessions, asked: Asked, arguments: Mapping[str, object]) -> object:
    """What the action answers; a refusal is an answer, and anything else that is raised is a bug."""
    try:
        if "session" in inspect.signature(action).parameters:
            async with sessions.begin() as session:
                return await action(session, asked, **arguments)
        done = action(sessions, asked, **arguments)
        if isinstance(done, AbstractAsyncContextManager):
            async with done as opened:
                return repr(opened)
        return await done
    except Refusal as refused:
        return refused
