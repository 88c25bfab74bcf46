"""The in-process clock: APScheduler says "now", every so often. What is due, and what is done, stands in Postgres."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Coroutine[object, object, None]]


class Tick:
    """Has jobs done every so many seconds; none of them twice at once, and what was missed is done once."""

    def __init__(self, seconds: float, *jobs: Job, at_once: bool = False) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._stopped = False
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        for job in jobs:
            self._scheduler.add_job(
                self._until_stopped,
                IntervalTrigger(seconds=seconds, timezone="UTC"),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                args=(job,),
                name=getattr(job, "__qualname__", None),
                **first,
            )

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a job under way is not waited for."""
        self._stopped = True
        self._scheduler.shutdown(wait=False)

    async def _until_stopped(self, job: Job) -> None:
        try:
            await job()
        except asyncio.CancelledError:
            # What is broken off at the end is no error that somebody should read about.
            if not self._stopped:
                raise
