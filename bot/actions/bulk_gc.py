"""Work on very many values is done beside the event loop, with the garbage collector off."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.garbage import in_bulk

_Result = TypeVar("_Result")


async def in_a_thread(work: Callable[[], _Result]) -> _Result:
    """The event loop stays free for everybody else, however many values there are."""

    def in_one_go() -> _Result:
        with in_bulk():
            return work()

    return await asyncio.to_thread(in_one_go)
