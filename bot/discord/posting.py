"""Crux's own messages on Discord: posted, edited, found and deleted."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import structlog

from bot.actions.clock.due import CannotPost, PostedAndDeleted, PostFailed
from bot.discord.rate_limit import Priority, RateLimit
from bot.ledger.pauses import Obstacle

log = structlog.get_logger(__name__)

SILENT = discord.AllowedMentions.none()

POST_TRIES = 5
"""How often a message is sent again under one nonce when Discord answers 503 or the connection breaks."""

FIRST_WAIT = 0.5
"""Seconds before the second try; doubled each time."""

REPEATED_WITHIN = 60.0
"""Seconds after which a message is not sent again, but looked for: Discord knows a nonce for some minutes only."""

CLOCKS_DIFFER = timedelta(hours=2)
"""How far this machine's clock may be, or have been, from Discord's, which tells a message's age: an hour, where summer
was taken for winter, and more."""

UNKNOWN_CHANNEL = 10003
"""Discord's code for a channel or thread that is not there."""

UNKNOWN_MESSAGE = 10008
"""Discord's code for a message that is not there; for a post, that the message of its nonce was deleted."""

UNKNOWN_CHANNEL = 10003
"""Discord's code for a channel that was deleted."""

NONCE_LENGTH = 24
"""The longest nonce, in characters."""


def nonce_of(reference: str) -> str:
    """As much of a reference as fits a nonce; a button of the message carries it too."""
    return reference[:NONCE_LENGTH]


class OwnMessages:
    """What Crux posts by itself, within the rate limit."""

    def __init__(
        self,
        client: discord.Client,
        limit: RateLimit,
        priority: Priority = Priority.FIRST,
        repeated_within: float = REPEATED_WITHIN,
    ) -> None:
        self._client = client
        self._limit = limit
        self._priority = priority
        self._repeated_within = repeated_within

    def is_ready(self) -> bool:
        """Whether Discord can be reached."""
        return self._client.is_ready()

    async def post(self, channel: int, guild: int, view: discord.ui.LayoutView, reference: str) -> int:
        """Post a message once, and give its id.

        discord.py repeats 500, 502, 504 and 429 under the same nonce by itself; 503 and broken connections are
        repeated here. Raises CannotPost where Discord says that the channel cannot be posted in, PostedAndDeleted
        where it was posted before and somebody has deleted it, PostFailed where Discord gave no clear answer: the
        message may be there or not. It takes as long as Discord's rate limits do, minutes maybe.
        """
        # Nothing here may cancel a request: where discord.py is cancelled while it waits for a global rate limit to
        # end, it lets no request through any more.
        view.stop()  # its buttons are found by custom id, so no view needs to be kept in memory
        place, nonce, wait = self._place(channel, guild), nonce_of(reference), FIRST_WAIT
        begun = time.monotonic()
        for attempt in range(1, POST_TRIES + 1):
            try:
                async with self._limit.request(self._priority):
                    if attempt > 1 and time.monotonic() - begun > self._repeated_within:
                        raise PostFailed
                    sent = await place.send(view=view, nonce=nonce, allowed_mentions=SILENT, silent=True)
                return sent.id
            except UNCLEAR as error:
                log.warning("post repeated", channel=place.id, attempt=attempt, error=type(error).__name__)
                if attempt == POST_TRIES:
                    raise PostFailed from error
            except discord.HTTPException as error:
                raise _meaning_after(attempt, error) from error
            await asyncio.sleep(wait)
            wait *= 2
        raise AssertionError("the loop returns or raises")

    async def edit(self, channel: int, guild: int, message: int, view: discord.ui.LayoutView) -> None:
        """Show another view in a message.

        Raises PostedAndDeleted where the message is gone, CannotPost where it cannot be edited, and PostFailed where
        Discord gave no clear answer: it may be edited or not.
        """
        view.stop()
        try:
            async with self._limit.request(self._priority):
                await self._place(channel, guild).get_partial_message(message).edit(view=view, allowed_mentions=SILENT)
        except UNCLEAR as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            raise meaning(error) from error

    async def require_open(self, channel: int) -> None:
        """Raises CannotPost where it is an archived thread or cannot be seen, PostFailed where that is unclear."""
        try:
            async with self._limit.request(self._priority):
                there = await self._client.http.get_channel(channel)
        except UNCLEAR as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            raise meaning(error) from error
        if is_archived(there):
            raise CannotPost(Obstacle.THREAD_ARCHIVED)

    async def find_posted(self, channel: int, guild: int, reference: str, after: datetime) -> int | None:
        """The message with that reference, among those since `after`; None where there is no such message.

        There is none in a channel that is gone. Raises CannotPost where the channel cannot be read, so that nobody can
        tell, and PostFailed where Discord gave no clear answer.
        """
        place = self._place(channel, guild)
        own = self._client.user.id if self._client.user else 0
        is_readable = False
        try:
            async with self._limit.request(self._priority):
                async for message in place.history(after=after - CLOCKS_DIFFER, limit=None, oldest_first=True):
                    is_readable = True
                    if message.author.id == own and nonce_of(reference) in written_in(message):
                        return message.id
            if not is_readable:
                await self._require_history(place)
        except UNCLEAR as error:
            raise PostFailed from error
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                return None
            raise meaning(error) from error
        return None

    async def _require_history(self, place: discord.PartialMessageable) -> None:
        """Raises CannotPost where the history is hidden: Discord then shows an empty one, and no error."""
        async with self._limit.request(self._priority):
            if [message async for message in place.history(limit=1)]:
                return
        async with self._limit.request(self._priority):
            fetched = await self._client.fetch_channel(place.id)
        if getattr(fetched, "last_message_id", None) is not None:
            raise CannotPost(Obstacle.HISTORY_HIDDEN)

    async def take_back(self, channel: int, guild: int, message: int) -> None:
        """Delete a message, if it is still there. Raises CannotPost and PostFailed, where it may be deleted or not."""
        try:
            async with self._limit.request(self._priority):
                await self._place(channel, guild).get_partial_message(message).delete()
        except discord.NotFound:
            return
        except UNCLEAR as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            raise meaning(error) from error

    async def react(self, channel: int, guild: int, message: int, emoji: str) -> bool:
        """React to somebody's message; False where Discord refuses it.

        It is part of an answer to a person, who should not wait for digests and cards: discord.py keeps to Discord's
        limit for reactions, which is far below that for all requests.
        """
        try:
            await self._place(channel, guild).get_partial_message(message).add_reaction(emoji)
        except discord.HTTPException as error:
            log.info("reaction refused", channel=channel, code=error.code)
            return False
        return True

    async def take_reaction_back(self, channel: int, guild: int, message: int, emoji: str) -> None:
        """Take a reaction of Crux's own from a message, if it is still there."""
        own = self._client.user
        if own is not None:
            with suppress(discord.NotFound):
                await self._place(channel, guild).get_partial_message(message).remove_reaction(emoji, own)

    def _place(self, channel: int, guild: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel, guild_id=guild)


UNCLEAR = (discord.DiscordServerError, aiohttp.ClientError, OSError)
"""Errors after which nobody knows whether Discord carried the request out."""

_OBSTACLES = {
    UNKNOWN_CHANNEL: Obstacle.CHANNEL_GONE,
    10004: Obstacle.SERVER_GONE,
    50001: Obstacle.CHANNEL_HIDDEN,
    50008: Obstacle.NO_PLACE_FOR_MESSAGES,
    50009: Obstacle.POSTING_FORBIDDEN,
    50013: Obstacle.POSTING_FORBIDDEN,
    50024: Obstacle.NO_PLACE_FOR_MESSAGES,
    50083: Obstacle.THREAD_ARCHIVED,
    160005: Obstacle.THREAD_LOCKED,
}
"""What Discord's codes say of a channel. All other codes speak of the moment, of the message, or of the token."""


def meaning(error: discord.HTTPException) -> CannotPost | PostFailed | PostedAndDeleted:
    """What Discord's refusal of a message means; what it does not say of the channel may be over at the next try."""
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_MESSAGE:
        return PostedAndDeleted()
    if error.code in _OBSTACLES:
        return CannotPost(_OBSTACLES[error.code])
    return PostFailed()


def _meaning_after(attempt: int, error: discord.HTTPException) -> CannotPost | PostFailed | PostedAndDeleted:
    """What a refusal means at that attempt: nobody knows of the ones before whether Discord carried them out."""
    means = meaning(error)
    return PostFailed() if attempt > 1 and isinstance(means, CannotPost) else means


def is_archived(channel: Mapping[str, Any]) -> bool:
    """Whether a channel, as Discord tells of it, is an archived thread."""
    return bool(channel.get("thread_metadata", {}).get("archived"))


def written_in(message: discord.Message) -> str:
    """The custom ids of a message's buttons, and its texts, in which an earlier version wrote the reference."""
    return message.content + "\n".join(_texts(component.to_dict()) for component in message.components)


def _texts(component: Any) -> str:
    if isinstance(component, dict):
        own = f"{component.get('content', '')}\n{component.get('custom_id', '')}\n"
        return own + "\n".join(_texts(child) for child in component.get("components", ()))
    return ""
