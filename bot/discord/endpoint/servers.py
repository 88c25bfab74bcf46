"""Which servers Crux itself is on, where no gateway tells of them: asked of Discord, and kept for a while."""

import asyncio
from collections.abc import Callable

import aiohttp
import discord
import structlog

from bot.discord.rate_limit import Priority, RateLimit

log = structlog.get_logger(__name__)

THERE_FOR, AWAY_FOR = 3600.0, 60.0
"""Seconds after which it is asked again of a server that Crux is on, and of one that it is not on, or may not be."""

WAITED_FOR = 0.5
"""Seconds that who is the first to do something in a server may wait for it."""

MOST_KNOWN = 100_000
"""Of how many servers it is kept; forgetting it costs one request for each that is active."""


class ServersAsked:
    """Asks once for a server in which somebody does something, and behind everything else. What Discord does not say
    counts as that Crux is there: then posting says what stands in the way."""

    def __init__(self, client: discord.Client, limit: RateLimit, now: Callable[[], float]) -> None:
        """`now` gives seconds that never go back."""
        self._client = client
        self._limit = limit
        self._now = now
        self._known: dict[int, tuple[bool, float]] = {}
        """Whether Crux is on a server, and until when that is not asked again."""
        self._asking: dict[int, asyncio.Task[None]] = {}

    def is_there(self, guild: int) -> bool:
        """Whether Crux is on a server, as far as it is known."""
        known = self._known.get(guild)
        return known is None or known[0]

    async def know(self, guild: int) -> None:
        """Ask for a server that is not known; it is waited for a moment, and only the first time."""
        known = self._known.get(guild)
        if known is not None and self._now() < known[1]:
            return
        asking = self._asking.get(guild)
        if asking is None:
            asking = self._asking[guild] = asyncio.create_task(self._ask(guild))
            asking.add_done_callback(lambda _: self._asking.pop(guild))
        if known is None:
            await asyncio.wait({asking}, timeout=WAITED_FOR)

    async def _ask(self, guild: int) -> None:
        there, kept = True, THERE_FOR
        try:
            async with self._limit.request(Priority.LAST):
                await self._client.http.get_guild(guild, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            there, kept = False, AWAY_FOR
        except (discord.HTTPException, aiohttp.ClientError, OSError) as unclear:
            log.warning("server not asked for", guild=guild, error=type(unclear).__name__)
            there, kept = self.is_there(guild), AWAY_FOR
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[guild] = there, self._now() + kept

    def stop(self) -> None:
        """Ask nothing any more."""
        for task in self._asking.values():
            task.cancel()
