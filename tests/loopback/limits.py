"""Discord's global rate limit: so many requests of a bot in a second, answers to interactions excepted."""

import time
from collections import deque

from aiohttp import web

from tests.loopback.faults import as_json

WINDOW = 1.0
FREE = ("/interactions/", "/webhooks/")
"""Routes that carry their own token count for no bot."""


class GlobalLimit:
    """A sliding window over the requests that count. Real time, since a flood is real whatever the clock says."""

    def __init__(self, requests_a_second: int) -> None:
        self._most = requests_a_second
        self._taken: deque[float] = deque()
        self.met = 0
        self.busiest = 0

    def take(self, path: str) -> web.Response | None:
        """The 429 for a request that is too many; None where it may pass."""
        if path.startswith(FREE):
            return None
        now = time.monotonic()
        while self._taken and self._taken[0] <= now - WINDOW:
            self._taken.popleft()
        if len(self._taken) >= self._most:
            self.met += 1
            wait = round(self._taken[0] + WINDOW - now + 0.001, 3)
            told = {"message": "You are being rate limited.", "retry_after": wait, "global": True}
            headers = {"Retry-After": "1", "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return as_json(told, 429, headers | {"Via": "1.1 loopback"})
        self._taken.append(now)
        self.busiest = max(self.busiest, len(self._taken))
        return None
