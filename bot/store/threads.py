"""Work that would block the event loop for long."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.store.bulk_gc import in_bulk

MANY = 200
"""With more values than that, a thread costs less than blocking the event loop: some take a tenth of a millisecond."""

_Result = TypeVar("_Result")


async def worked_out(number: int, work: Callable[[], _Result]) -> _Result:
    """The result of work on so many values: in a thread where they are many, so that the event loop is free."""
    return await asyncio.to_thread(_in_bulk, work) if number > MANY else work()


def _in_bulk(work: Callable[[], _Result]) -> _Result:
    # A look for garbage among all values cannot be interrupted: the event loop would be blocked for as long.
    with in_bulk():
        return work()
