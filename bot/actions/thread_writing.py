"""A writer that waits for nothing, in a thread: it draws what is read beside it, and its bytes go to a sink."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import Any, Protocol, TypeVar

_Value = TypeVar("_Value")
_Result = TypeVar("_Result")


class Draw(Protocol):
    """Gives to a thread, one by one, what is read beside it."""

    def __call__(self, values: AsyncIterator[_Value], /) -> Iterator[_Value]:
        """The values as the thread goes through them. It goes through one reading at a time."""


Writer = Callable[[Draw, Callable[[bytes], None]], None]
"""Writes by handing out bytes, piece by piece."""

AT_A_TIME = 500
"""How many values the thread draws together: it waits for the event loop each time."""


async def write_in_a_thread(write: Writer, sink: Callable[[bytes], Awaitable[None]]) -> None:
    """Write all. Neither what is drawn nor the bytes pile up: the thread waits for each of both.

    What reading or the sink raises is raised here. Where this is cancelled, the thread has ended once it is over, so
    that nothing uses the session any longer from which it draws.
    """
    turns = _Turns(asyncio.get_running_loop())

    async def give(piece: bytes) -> None:
        await sink(piece)

    def work() -> None:
        write(turns.drawn, lambda piece: turns.wait_for(give(piece)))

    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        turns.is_over = True
        await asyncio.wait([running])
        raise
    except Exception as wrong:
        # Libraries beneath Python tell only in words what was raised within them.
        raise turns.failure or wrong from None


class _Turns:
    """What a thread has the event loop do for it, one thing at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.is_over = False
        self.failure: Exception | None = None

    def wait_for(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """What the coroutine gives. Raises what it raises, and keeps that."""
        if self.is_over:
            work.close()
            raise RuntimeError("nobody waits for what is written")
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        except Exception as wrong:
            self.failure = self.failure or wrong
            raise

    def drawn(self, values: AsyncIterator[_Value], /) -> Iterator[_Value]:
        """The values, some at a time."""
        while some := self.wait_for(_next_of(values)):
            yield from some


async def _next_of(values: AsyncIterator[_Value]) -> list[_Value]:
    some: list[_Value] = []
    async for value in values:
        some.append(value)
        if len(some) == AT_A_TIME:
            break
    return some
