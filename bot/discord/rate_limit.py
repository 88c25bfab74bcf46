"""The pace at which Discord lets a bot ask: so many requests in any one second, as Discord counts them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf

WINDOW = 1.0
"""Seconds in which only so many requests may arrive."""

TIMERS_DIFFER = 0.002
"""Seconds by which a timer may end early."""


class Pace:
    """At most so many requests in any second, counted where they arrive.

    Each request takes one of so many places, and its place is free again when it surely arrived a second ago: before
    its answer left, which took the rest of its way. So neither a slow request nor a late answer makes two places out
    of one, and where all take equally long, no time is lost.
    """

    def __init__(self, most: int, window: float = WINDOW) -> None:
        self._window = window
        self._places = asyncio.Semaphore(most)
        self._untried = most
        self._quickest = inf

    @asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """For one request, from its beginning to its answer: waits until there is a place for it."""
        await self._places.acquire()
        begun = time.monotonic()
        try:
            yield
        finally:
            # The way of the quickest so far, there and back, is on the way of any. Of few, none is known to be quick.
            spared = 0.0 if self._untried else self._quickest
            self._untried = max(0, self._untried - 1)
            self._quickest = min(self._quickest, time.monotonic() - begun)
            asyncio.get_running_loop().call_later(max(0.0, self._window + TIMERS_DIFFER - spared), self._places.release)
