"""The garbage collector is off during work on very many values, and so much work is done beside the event loop."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Result = TypeVar("_Result")


@contextmanager
def in_bulk() -> Iterator[None]:
    """Turn Python's garbage collector off for the length of the block.

    A large ledger is hundreds of thousands of frozen values, none of them garbage; collecting among them again and
    again takes as long as all other work. There must be no `await` in the block: other tasks would run uncollected.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


async def in_a_thread(work: Callable[[], _Result]) -> _Result:
    """The event loop stays free for everybody else, however many values there are."""

    def in_one_go() -> _Result:
        with in_bulk():
            return work()

    return await asyncio.to_thread(in_one_go)
