"""The rate limit that Discord sets a bot: so many requests in any one second, counted where they arrive.

All that Crux asks by itself goes through one limit. Answers to people carry a token of their own and do not count.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from math import inf

WINDOW = 1.0
"""Seconds in which only so many requests may arrive."""

TIMERS_DIFFER = 0.002
"""Seconds by which a timer may end early."""


class Priority(IntEnum):
    """Which requests go first where several wait."""

    FIRST = 0
    """Digests, and what somebody requested."""
    LAST = 1
    """Status cards: they may come later."""


class RateLimit:
    """At most `most` requests in any window, of which at most `most_last` have the last priority.

    Each request takes one of so many places, and its place is free again when it surely arrived a window ago: that is
    counted from before its answer left, which took the rest of its way. So neither a slow request nor a late answer
    makes two places out of one, and where all take equally long, no time is lost.

    Requests begin at least `apart` seconds after each other: in the gaps, people are answered.
    """

    def __init__(self, most: int, most_last: int | None = None, *, apart: float = 0.0, window: float = WINDOW) -> None:
        self._window = window
        self._apart = apart
        self._most = most
        self._most_of = {Priority.FIRST: most, Priority.LAST: most if most_last is None else most_last}
        self._taken = dict.fromkeys(Priority, 0)
        self._waiting: dict[Priority, deque[asyncio.Future[None]]] = {priority: deque() for priority in Priority}
        self._next_start = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._untried = most
        self._quickest = inf

    @asynccontextmanager
    async def request(self, priority: Priority = Priority.FIRST) -> AsyncIterator[None]:
        """For one request, from its beginning to its answer: waits until there is a place for it."""
        await self._place(priority)
        begun = time.monotonic()
        try:
            yield
        finally:
            self._free_later(priority, time.monotonic() - begun)

    async def _place(self, priority: Priority) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting[priority].append(place)
        self._give_places()
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                # It was given, and nothing was sent.
                self._free(priority)
            raise

    def _give_places(self) -> None:
        """Give the free places to the requests that wait, no two of them closer together than they may begin."""
        while (priority := self._next_priority()) is not None:
            now = time.monotonic()
            if now < self._next_start:
                self._try_again_in(self._next_start - now)
                return
            self._next_start = now + self._apart
            self._taken[priority] += 1
            self._waiting[priority].popleft().set_result(None)

    def _next_priority(self) -> Priority | None:
        """Whose turn it is; None where nobody waits or no place is free."""
        if sum(self._taken.values()) >= self._most:
            return None
        for priority, queue in self._waiting.items():
            while queue and queue[0].done():
                queue.popleft()
            if queue and self._taken[priority] < self._most_of[priority]:
                return priority
        return None

    def _try_again_in(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._try_again)

    def _try_again(self) -> None:
        self._timer = None
        self._give_places()

    def _free_later(self, priority: Priority, took: float) -> None:
        """Free the place of a request that is answered, once the window since its arrival is over."""
        # Each request is on its way at least as long as the quickest so far; the first few may all have been slow.
        surely = 0.0 if self._untried else self._quickest
        self._untried = max(0, self._untried - 1)
        self._quickest = min(self._quickest, took)
        wait = max(0.0, self._window + TIMERS_DIFFER - surely)
        asyncio.get_running_loop().call_later(wait, self._free, priority)

    def _free(self, priority: Priority) -> None:
        self._taken[priority] -= 1
        self._give_places()
