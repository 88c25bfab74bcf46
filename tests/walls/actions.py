"""Everything that can be asked for, listed from the code."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import bot.actions
from bot.actions.request import Request
from bot.ledger.refusals import Refusal
from bot.store.sessions import Sessions

Action = Callable[..., Any]


def every_action() -> Iterator[tuple[str, Action]]:
    """The public coroutines and transactions of every module in bot/actions, by module and name."""
    for info in pkgutil.walk_packages(bot.actions.__path__, "bot.actions."):
        module = importlib.import_module(info.name)
        for name, member in inspect.getmembers(module, inspect.isfunction):
            inner = inspect.unwrap(member)
            waits = inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner)
            if waits and member.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{info.name.removeprefix('bot.actions.')}.{name}", member


ACTIONS = dict(every_action())


async def ask(action: Action, sessions: Sessions, request: Request, arguments: Mapping[str, object]) -> object:
    """What the action answers; a refusal is an answer, and anything else that is raised is a bug."""
    try:
        if "session" in inspect.signature(action).parameters:
            async with sessions.begin() as session:
                return await action(session, request, **arguments)
        done = action(sessions, request, **arguments)
        if isinstance(done, AbstractAsyncContextManager):
            async with done as opened:
                return repr(opened)
        return await done
    except Refusal as refused:
        return refused
