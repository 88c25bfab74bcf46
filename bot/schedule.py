"""The tick: what is due is asked of the actions, posted, and recorded.

APScheduler only says "now"; which slots there are, and which of them are done, stands in Postgres.
"""

import asyncio
import os
import socket

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.actions import digests
from bot.actions.digests import ClaimedSlot
from bot.client import CannotPost, CruxClient, PostFailed, ViewOf

log = structlog.get_logger(__name__)

AT_ONCE = 8
"""How many digests are posted at the same time: well below Discord's 50 requests a second."""


class Ticker:
    """Posts what is due, every few seconds, for as long as it runs."""

    def __init__(self, client: CruxClient, view_of: ViewOf, seconds: float) -> None:
        self._client = client
        self._view_of = view_of
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=seconds, timezone="UTC"),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=60,
        )

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a digest being posted is finished by whoever finds its claim."""
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Post every digest that is due now."""
        if not self._client.is_ready():
            return
        while claimed := await digests.claim_due(self._client.sessions, self._client.clock.now(), self._owner):
            gate = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(self._see_to(slot, gate) for slot in claimed))

    async def _see_to(self, claimed: ClaimedSlot, gate: asyncio.Semaphore) -> None:
        async with gate:
            try:
                await self._post(claimed)
            except CannotPost as refused:
                log.warning("schedule paused", debate=claimed.debate, reason=str(refused))
                await digests.record_failed(self._client.sessions, claimed, str(refused))
            except PostFailed:
                log.warning("digest left for another try", debate=claimed.debate, slot=claimed.slot.isoformat())
            except Exception as error:  # one debate's trouble must not cost the others their digest
                log.error("digest failed", debate=claimed.debate, slot=claimed.slot.isoformat(), exc_info=error)

    async def _post(self, claimed: ClaimedSlot) -> None:
        client = self._client
        ready = await digests.ready_for(client.sessions, claimed, client.clock.now())
        if ready is None:
            return
        message = None
        if claimed.again:
            found = client.find_posted(ready.debate.id, ready.debate.guild, claimed.reference, claimed.claimed_at)
            message = await found
        if message is None:
            message = await client.post(ready.debate.id, ready.debate.guild, self._view_of(ready), claimed.reference)
        await digests.record_posted(client.sessions, ready, message, client.clock.now(), claimed.slot)
