"""The rate limit that Discord sets a bot: so many requests in any one second, counted where they arrive.

All that Crux asks by itself goes through one limit. Answers to people carry a token of their own and do not count.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum

WINDOW = 1.0
"""Seconds in which only so many requests may arrive."""

TIMERS_DIFFER = 0.002
"""Seconds by which a timer may end early."""

WINDOWS_OBSERVED = 3
"""From so many windows' requests it is known how long requests take: those of the first may all have been slow."""


class Priority(IntEnum):
    """Which requests go first where several wait."""

    FIRST = 0
    """Digests, and what somebody requested."""
    LAST = 1
    """Status cards: they may come later."""


class RateLimit:
    """At most `most` requests in any window, of which at most `most_last` have the last priority.

    Each request takes one of so many places, and its place is free again when it surely arrived a window ago: that is
    counted from its answer, less what this answer and the next request surely take on their way. Where all took equally
    long of late, that is as long as they took, and no time is lost; the more they differ, the less is sure.

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
        self._took: deque[float] = deque(maxlen=WINDOWS_OBSERVED * most)

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
        self._took.append(took)
        wait = max(0.0, self._window + TIMERS_DIFFER - self._surely_on_the_way())
        asyncio.get_running_loop().call_later(wait, self._free, priority)

    def _surely_on_the_way(self) -> float:
        """Seconds that an answer and the next request are on their way at least, as far as requests of late tell."""
        if len(self._took) < WINDOWS_OBSERVED * self._most:
            return 0.0
        quickest, slowest = min(self._took), max(self._took)
        # A quick way back after a slow way there, and then a quick way there, are quicker than any one request was.
        return max(0.0, quickest - (slowest - quickest))

    def _free(self, priority: Priority) -> None:
        self._taken[priority] -= 1
        self._give_places()


class Unlimited(RateLimit):
    """No limit, for a simulated Discord: it counts no requests, and would have to wait until a second has passed."""

    def __init__(self) -> None:
        super().__init__(1)

    @asynccontextmanager
    async def request(self, priority: Priority = Priority.FIRST) -> AsyncIterator[None]:
        """At once."""
        yield
