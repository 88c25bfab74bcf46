"""The tick that counts the estimates of closed debates. Which are due stands in Postgres."""

import structlog

from bot.actions.clock import estimates
from bot.clock import Clock
from bot.discord.ticks.tick import Tick
from bot.store.sessions import Sessions

log = structlog.get_logger(__name__)

MINUTE = 60.0
"""Seconds between two looks."""


class Counting:
    """Counts estimates once people can no longer change them: a minute later at most."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._tick = Tick(MINUTE, self.tick)

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Count no more; what is due is counted another time."""
        self._tick.stop()

    async def tick(self) -> None:
        """Count what is due now."""
        at = self._clock.now()
        for debate in await estimates.due(self._sessions, at):
            try:
                await estimates.count(self._sessions, debate, at)
            except Exception as error:  # one debate's trouble must not cost the others their tally
                log.error("estimates not counted", debate=debate, exc_info=error)
