"""The hourly deletion of what is not needed any more. Since when something may be deleted stands in Postgres."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.actions.clock import retention
from bot.clock import Clock
from bot.discord.ticks.tick import Tick
from bot.store.sessions import Sessions

log = structlog.get_logger(__name__)

HOUR = 3600.0
"""Seconds between two tidyings."""


class Tidying:
    """Deletes what has been kept for long enough: at the start, and every hour.

    `keep` is how long a debate stays whose channel or server Crux has lost. None is deleted for that before
    `looked_around` comes back: Crux may have been let in again while it was not running. `most_days` is for how many
    days after its last activity a debate stays at most; None leaves that to servers.
    """

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        keep: timedelta,
        looked_around: Callable[[], Awaitable[object]],
        most_days: int | None = None,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._keep = keep
        self._looked_around = looked_around
        self._most_days = most_days
        self._tick = Tick(HOUR, self.forget_passing, self.forget_lost, self.forget_expired, immediately=True)

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Start no more deletions; what was not deleted is deleted another time."""
        self._tick.stop()

    async def forget_passing(self) -> None:
        """Delete old requests, and messages whose form was never submitted."""
        await retention.forget_passing(self._sessions, self._clock.now())

    async def forget_lost(self) -> None:
        """Delete the debates that Crux has lost for as long as they are kept, and what servers that it left decided."""
        await self._looked_around()
        forgotten = await retention.forget_lost(self._sessions, self._clock.now(), self._keep)
        await retention.forget_left_servers(self._sessions, self._clock.now(), self._keep)
        if forgotten:
            log.info("debates deleted after their retention", number=forgotten, days=self._keep.days)

    async def forget_expired(self) -> None:
        """Delete the debates in which nothing has happened for as long as their server keeps them."""
        forgotten = await retention.forget_expired(self._sessions, self._clock.now(), self._most_days)
        if forgotten:
            log.info("debates deleted after their last activity", number=forgotten)
