"""The tick: what is due is asked of the actions, posted, and recorded.

APScheduler only says "now"; which slots there are, and which of them are done, stands in Postgres.
"""

import asyncio
import os
import socket
from collections.abc import Sequence
from uuid import uuid4

import structlog

from bot.actions import digests
from bot.actions.digests import ClaimedSlot, ReadyDigest
from bot.discord.client import CruxClient
from bot.discord.posters import DigestView, post_digest
from bot.discord.posting import CannotPost, PostedAndDeleted, PostFailed
from bot.discord.ticks.tick import Tick

log = structlog.get_logger(__name__)

AT_ONCE = 24
"""How many digests are on their way at the same time."""

CLAIMED_AT_ONCE = 20
"""How many slots are claimed with one look."""

FAILURES = 5
"""After so many attempts that failed for a reason of Crux's own, the schedule pauses: it would fail for ever."""


class Ticker:
    """Posts what is due, every few seconds, for as long as it runs."""

    def __init__(self, client: CruxClient, view_of: DigestView, seconds: float) -> None:
        self._client = client
        self._view_of = view_of
        # In containers, host and process often bear the same names and numbers: the rest tells them apart.
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._tick = Tick(seconds, self.tick)

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Tick no more; a digest being posted is finished by whoever finds its claim."""
        self._tick.stop()

    async def tick(self) -> None:
        """Post every digest that is due now. Where the database cannot be reached, the next tick tries again."""
        if not self._client.is_ready():
            return
        gate = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as posting:
            while claimed := await self._claim():
                for slot in claimed:
                    await gate.acquire()
                    posting.create_task(self._see_to(slot)).add_done_callback(lambda _: gate.release())

    async def _claim(self) -> Sequence[ClaimedSlot]:
        client = self._client
        try:
            return await digests.claim_due(client.sessions, client.clock.now(), self._owner, CLAIMED_AT_ONCE)
        except Exception as error:  # what is on its way must be finished; the next tick looks again
            log.error("cannot look for due digests", exc_info=error)
            return []

    async def _see_to(self, claimed: ClaimedSlot) -> None:
        try:
            await self._settle(claimed)
        except Exception as error:  # one debate's trouble must not cost the others their digest
            log.error("digest failed", **_about(claimed), exc_info=error)

    async def _settle(self, claimed: ClaimedSlot) -> None:
        sessions = self._client.sessions
        try:
            await self._post(claimed)
        except CannotPost as refused:
            log.warning("schedule paused", **_about(claimed), reason=str(refused))
            await digests.record_failed(sessions, claimed, str(refused))
        except PostedAndDeleted:
            log.info("digest was deleted", **_about(claimed))
            await digests.record_gone(sessions, claimed)
        except PostFailed:
            log.warning("digest left for another try", **_about(claimed))
        except Exception:
            if claimed.attempt >= FAILURES:
                await digests.record_failed(
                    sessions, claimed, f"Crux failed {claimed.attempt} times to post the digest"
                )
            raise

    async def _post(self, claimed: ClaimedSlot) -> None:
        client = self._client
        ready = await digests.ready_for(client.sessions, claimed, client.clock.now())
        if ready is None:
            return
        message = await self._posted_before(claimed, ready)
        if message is None:
            picture = await client.pictures.for_digest(ready)
            if not await digests.renew(client.sessions, claimed, client.clock.now()):
                return
            message = await post_digest(client.own_messages, ready, self._view_of, picture)
        stands = await digests.record_posted(client.sessions, ready, claimed, message, client.clock.now())
        if stands != message:
            log.warning("digest posted twice, the later one is taken back", **_about(claimed))
            await client.own_messages.take_back(ready.debate.id, ready.debate.guild, message)

    async def _posted_before(self, claimed: ClaimedSlot, ready: ReadyDigest) -> int | None:
        if not claimed.again:
            return None
        debate = ready.debate
        return await self._client.own_messages.find_posted(debate.id, debate.guild, ready.reference, claimed.claimed_at)


def _about(claimed: ClaimedSlot) -> dict[str, object]:
    return {"debate": claimed.debate, "slot": claimed.slot.isoformat(), "attempt": claimed.attempt}
