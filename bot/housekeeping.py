"""What is tidied up by the hour: nothing is kept for longer than it is needed.

APScheduler only says "now"; since when something may go stands in Postgres.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.actions import retention
from bot.actions.book import Sessions
from bot.clock import Clock

log = structlog.get_logger(__name__)


class Housekeeper:
    """Forgets what has been kept for long enough: at the start, and every hour.

    `keep` is how long a debate stays whose channel or server Crux has lost. No debate is deleted before `looked_around`
    comes back: Crux may have been let in again while it was not running.
    """

    def __init__(
        self, sessions: Sessions, clock: Clock, keep: timedelta, looked_around: Callable[[], Awaitable[object]]
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._keep = keep
        self._looked_around = looked_around
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job in (self.forget_passing, self.forget_lost):
            self._scheduler.add_job(
                job,
                IntervalTrigger(hours=1, timezone="UTC"),
                next_run_time=datetime.now(UTC),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tidy no more; what was not done is done another time."""
        self._scheduler.shutdown(wait=False)

    async def forget_passing(self) -> None:
        """Forget old requests, and messages whose form never came back."""
        await retention.forget_passing(self._sessions, self._clock.now())

    async def forget_lost(self) -> None:
        """Delete the debates that Crux has lost for as long as they are kept."""
        await self._looked_around()
        forgotten = await retention.forget_lost(self._sessions, self._clock.now(), self._keep)
        if forgotten:
            log.info("debates deleted after their retention", number=forgotten, days=self._keep.days)
