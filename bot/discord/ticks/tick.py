"""The in-process clock: APScheduler starts jobs periodically. What is due and what is done stands in Postgres."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Coroutine[object, object, None]]


class Periodic(Protocol):
    """What runs by itself from its start until it is stopped."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Tick:
    """Runs jobs every so many seconds: no job runs twice at the same time, and missed runs are made up for by one."""

    def __init__(self, seconds: float, *jobs: Job, immediately: bool = False) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._stopped = False
        first = {"next_run_time": datetime.now(UTC)} if immediately else {}
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
        """Start no more jobs; a running one is not waited for."""
        self._stopped = True
        self._scheduler.shutdown(wait=False)

    async def _until_stopped(self, job: Job) -> None:
        try:
            await job()
        except asyncio.CancelledError:
            # A job that is cancelled when the bot stops is no error to be logged.
            if not self._stopped:
                raise
