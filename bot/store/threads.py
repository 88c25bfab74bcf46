"""Work that would block the event loop for long."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

MANY = 200
"""With more values than that, a thread costs less than blocking the event loop: some take a tenth of a millisecond."""

_Result = TypeVar("_Result")


async def worked_out(number: int, work: Callable[[], _Result]) -> _Result:
    """The result of work on so many values: in a thread where they are many, so that the event loop is free."""
    return await asyncio.to_thread(work) if number > MANY else work()
