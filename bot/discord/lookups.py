"""Where debates are in archived threads: looked up one after the other, as Discord tells of those no other way."""

import asyncio
from collections.abc import Collection

import discord
import structlog

from bot.actions.clock import retention
from bot.clock import Clock
from bot.discord.posting import UNKNOWN_CHANNEL
from bot.discord.rate_limit import Priority, RateLimit
from bot.discord.visibility import thread_of
from bot.store.sessions import Sessions

log = structlog.get_logger(__name__)


class ThreadLookups:
    """Looks up, behind everything else, the threads that an answer had no time for, and keeps what it finds.

    What is under way when the bot stops is begun anew by the next answer that has no time for it.
    """

    def __init__(self, client: discord.Client, limit: RateLimit, sessions: Sessions, clock: Clock) -> None:
        self._client = client
        self._limit = limit
        self._sessions = sessions
        self._clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def begin(self, guild: int, threads: Collection[int]) -> None:
        """Look these threads of a server up, unless others of it are being looked up just now."""
        if threads and guild not in self._under_way:
            looking = self._under_way[guild] = asyncio.create_task(self._look_up(threads))
            looking.add_done_callback(lambda _: self._under_way.pop(guild))

    def stop(self) -> None:
        """Look nothing up any more."""
        for task in self._under_way.values():
            task.cancel()

    async def _look_up(self, threads: Collection[int]) -> None:
        try:
            for number in threads:
                await self._look_up_one(number)
        except Exception as error:  # the next answer that has no time for them begins anew
            log.warning("threads not looked up", error=type(error).__name__)

    async def _look_up_one(self, number: int) -> None:
        try:
            place = await thread_of(self._client, self._limit, number, Priority.LAST)
        except discord.Forbidden:
            return  # there, though not for Crux's eyes just now
        except discord.NotFound as gone:
            if gone.code == UNKNOWN_CHANNEL:
                await retention.channel_left(self._sessions, number, self._clock.now())
            return
        if place is not None:
            await retention.thread_found(self._sessions, place)
