"""What Discord lets Crux do: as an application, and in the channels of its debates; nothing is changed by looking."""

from dataclasses import dataclass

import aiohttp
import discord

from bot.discord.client import CruxClient
from bot.discord.permissions import missing_for_pictures, missing_to_post
from bot.ledger.pauses import Obstacle


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What stands in the way in one channel, and which permissions Crux lacks there, by Discord's names."""

    obstacle: Obstacle | None = None
    missing_to_post: tuple[str, ...] = ()
    missing_for_pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """An application that Discord knows by its token."""

    name: str
    id: int
    interactions_endpoint: str | None
    """The web address that Discord sends what people do to, instead of to the gateway; None where there is none."""
    commands_are_current: bool


class NotAnswered(Exception):
    """Discord gave no answer, or none that says anything; `reason` is its status and code, or the kind of error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.reason = type(error).__name__
        if isinstance(error, discord.HTTPException):
            self.reason = f"{error.status}/{error.code}"


class TokenUnknown(Exception):
    """Discord does not know the token."""


NO_ANSWER = (discord.HTTPException, aiohttp.ClientError, OSError)


async def log_in(client: CruxClient, token: str) -> ApplicationFacts:
    """Log in without the gateway. Raises TokenUnknown, NotAnswered."""
    try:
        await client.login(token)
        is_current = await client.registration.is_current()
    except discord.LoginFailure as unknown:
        raise TokenUnknown from unknown
    except NO_ANSWER as error:
        raise NotAnswered(error) from error
    assert client.user is not None
    assert client.application is not None
    endpoint = client.application.interactions_endpoint_url
    return ApplicationFacts(client.user.name, client.user.id, endpoint, is_current)


class Inspection:
    """Looks at channels, and asks for each server once."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._servers: dict[int, tuple[discord.Guild, discord.Member] | None] = {}

    async def channel(self, server: int, channel: int) -> ChannelFacts:
        """What Crux may do in a channel. Raises NotAnswered."""
        try:
            known = await self._server(server)
            return ChannelFacts(Obstacle.SERVER_GONE) if known is None else await _channel_facts(*known, channel)
        except discord.NotFound:
            return ChannelFacts(Obstacle.CHANNEL_GONE)
        except discord.Forbidden:
            return ChannelFacts(Obstacle.CHANNEL_HIDDEN)
        except NO_ANSWER as error:
            raise NotAnswered(error) from error

    async def _server(self, server: int) -> tuple[discord.Guild, discord.Member] | None:
        if server not in self._servers:
            self._servers[server] = await self._fetched(server)
        return self._servers[server]

    async def _fetched(self, server: int) -> tuple[discord.Guild, discord.Member] | None:
        """The server and Crux's membership there; None where it is not there."""
        assert self._client.user is not None
        try:
            guild = await self._client.fetch_guild(server, with_counts=False)
            return guild, await guild.fetch_member(self._client.user.id)
        except (discord.NotFound, discord.Forbidden):
            return None


async def _channel_facts(guild: discord.Guild, own: discord.Member, channel: int) -> ChannelFacts:
    place = await guild.fetch_channel(channel)
    if not isinstance(place, discord.Thread):
        return _facts_of(place.permissions_for(own), in_thread=False)
    # A thread has the permissions of its channel, and fetched by itself it does not know that one.
    parent = await guild.fetch_channel(place.parent_id)
    assert not isinstance(parent, discord.Thread)
    permissions = parent.permissions_for(own)
    obstacle = Obstacle.THREAD_LOCKED if place.locked and not permissions.manage_threads else None
    return _facts_of(permissions, in_thread=True, obstacle=obstacle)


def _facts_of(permissions: discord.Permissions, *, in_thread: bool, obstacle: Obstacle | None = None) -> ChannelFacts:
    # Whoever may not post has none of the permissions that go with posting, whatever is set.
    to_post = missing_to_post(permissions, in_thread)
    return ChannelFacts(obstacle, to_post, () if to_post else missing_for_pictures(permissions))
