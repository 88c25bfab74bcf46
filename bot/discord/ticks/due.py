"""The tick that posts what is due, every few seconds. What is due, and what is done, stands in Postgres."""

import asyncio
from collections.abc import Sequence
from typing import Generic, TypeVar

import structlog

from bot.actions.clock.due import Claimed, Ready
from bot.actions.clock.one_message import OneMessage
from bot.discord.ticks.tick import Tick

log = structlog.get_logger(__name__)

CLAIMED_TOGETHER = 20
"""How much is claimed with one look."""

WAITED_FOR = 40.0
"""Seconds after which a message that still waits for Discord keeps no others from their turn."""

C = TypeVar("C", bound=Claimed)
R = TypeVar("R", bound=Ready)


class DueTick(Generic[C, R]):
    """Posts what is due of one kind every few seconds while it runs, some of it concurrently."""

    def __init__(
        self, messages: OneMessage[C, R], together: int, seconds: float, waited_for: float = WAITED_FOR
    ) -> None:
        self._messages = messages
        self._together = together
        self._waited_for = waited_for
        self._under_way: set[asyncio.Task[object]] = set()
        self._tick = Tick(seconds, self.tick)

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Tick no more; a message being posted is finished by whoever finds its claim."""
        self._tick.stop()
        for task in self._under_way:
            task.cancel()

    async def tick(self) -> None:
        """Post everything that is due now. Where the database cannot be reached, the next tick tries again.

        What Discord lets wait for long is left under way.
        """
        if not self._messages.is_ready():
            return
        gate = asyncio.Semaphore(self._together)
        async with asyncio.TaskGroup() as group:
            while claimed := await self._claim():
                for one in claimed:
                    await gate.acquire()
                    group.create_task(self._see_to(one)).add_done_callback(lambda _: gate.release())

    async def _see_to(self, claimed: C) -> None:
        task: asyncio.Task[object] = asyncio.create_task(self._messages.see_to(claimed))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        # It is waited for, and never cancelled for taking long.
        await asyncio.wait({task}, timeout=self._waited_for)

    async def _claim(self) -> Sequence[C]:
        try:
            return await self._messages.claim(CLAIMED_TOGETHER)
        except Exception as error:  # what is on its way must be finished; the next tick looks again
            log.error("cannot look for what is due", exc_info=error)
            return []
