"""Who sees which channel of a server: asked of Discord when somebody wants to know, since Crux keeps no channels."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import discord
import structlog

from bot.actions.clock.due import CannotPost, PostFailed
from bot.actions.seeing import Seen, Sees
from bot.discord.posting import UNCLEAR, meaning
from bot.discord.rate_limit import Priority, RateLimit
from bot.ledger.pauses import Obstacle
from bot.store.reading.server_debates import Place

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]

_FLAGS = discord.Permissions.VALID_FLAGS
VIEW, ADMINISTRATOR, MANAGE_THREADS = (_FLAGS[name] for name in ("view_channel", "administrator", "manage_threads"))
EVERYTHING = discord.Permissions.all().value

MOST_FETCHED = 25
"""How many threads are looked up, one by one, for one answer: Discord tells of archived ones no other way. The others
are looked up behind everything else (`lookups`)."""


Visible = Callable[[Place], bool]
"""Whether a debate at a place may be told of."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel gives a role or a member, and what it takes from them, as bits."""

    allow: int = 0
    deny: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who asks: with their roles, and whether they may do everything on the server."""

    id: int
    roles: tuple[int, ...] = ()
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class ServerRights:
    """The roles and channels of a server, and its open threads."""

    guild: int
    roles: Mapping[int, int]
    channels: Mapping[int, Mapping[int, Overwrite]]
    threads: Mapping[int, Place] = field(default_factory=dict)

    def of(self, member: Member, channel: int) -> int:
        """What a member may do in a channel, as bits; nothing in one that there is not."""
        overwrites = self.channels.get(channel)
        if overwrites is None:
            return 0
        if member.administrator:
            return EVERYTHING
        rights = self.roles.get(self.guild, 0)
        for role in member.roles:
            rights |= self.roles.get(role, 0)
        if rights & ADMINISTRATOR:
            return EVERYTHING
        for overwrite in _in_force(overwrites, self.guild, member):
            rights = rights & ~overwrite.deny | overwrite.allow
        return rights if rights & VIEW else 0

    def role_sees(self, role: int, channel: int) -> bool:
        """Whether a member with that role alone sees a channel."""
        return bool(self.of(Member(0, (role,)), channel) & VIEW)


def _in_force(overwrites: Mapping[int, Overwrite], guild: int, member: Member) -> Iterable[Overwrite]:
    """Everybody's, then those of the member's roles together, then the member's own."""
    yield overwrites.get(guild, Overwrite())
    of_roles = [overwrites[role] for role in member.roles if role in overwrites and role != guild]
    allow, deny = 0, 0
    for one in of_roles:
        allow, deny = allow | one.allow, deny | one.deny
    yield Overwrite(allow, deny)
    yield overwrites.get(member.id, Overwrite())


async def rights_of(client: discord.Client, limit: RateLimit, guild: int) -> ServerRights:
    """What Discord says of a server now. Raises discord.HTTPException."""
    async with limit.request():
        channels: Sequence[Any] = await client.http.get_all_guild_channels(guild)
    async with limit.request():
        roles: Sequence[Any] = await client.http.get_roles(guild)
    async with limit.request():
        active: Any = await client.http.get_active_threads(guild)
    return ServerRights(
        guild,
        {int(role["id"]): int(role["permissions"]) for role in roles},
        {int(channel["id"]): _overwrites(channel) for channel in channels},
        {int(thread["id"]): place_of(thread) for thread in active["threads"]},
    )


def _overwrites(channel: Payload) -> dict[int, Overwrite]:
    return {
        int(one["id"]): Overwrite(int(one["allow"]), int(one["deny"]))
        for one in channel.get("permission_overwrites", ())
    }


def place_of(thread: Payload) -> Place:
    """Where a thread is, as Discord tells of it."""
    private = thread["type"] == discord.ChannelType.private_thread.value
    return Place(int(thread["id"]), int(thread["parent_id"]), private)


async def found(client: discord.Client, limit: RateLimit, threads: Iterable[int]) -> list[Place]:
    """Where these archived threads are; what is no thread, or is not there for Crux, is left out."""
    places = []
    for number in threads:
        with suppress(discord.NotFound, discord.Forbidden):
            if (place := await thread_of(client, limit, number)) is not None:
                places.append(place)
    return places


async def thread_of(
    client: discord.Client, limit: RateLimit, number: int, priority: Priority = Priority.FIRST
) -> Place | None:
    """Where a thread is; None for a channel that is no thread. Raises discord.HTTPException."""
    async with limit.request(priority):
        thread: Any = await client.http.get_channel(number)
    is_thread = thread.get("parent_id") is not None and "thread_metadata" in thread
    return place_of(thread) if is_thread else None


async def threads_with(client: discord.Client, limit: RateLimit, member: int, threads: Iterable[int]) -> set[int]:
    """Those of these private threads that somebody was added to."""
    theirs = set[int]()
    for number in threads:
        with suppress(discord.NotFound, discord.Forbidden):
            async with limit.request():
                await client.http.get_thread_member(number, member)
            theirs.add(number)
    return theirs


def seen_by(rights: ServerRights, member: Member, here: Collection[int]) -> Visible:
    """Which debates a member sees by where they are; those `here` are where they are just now."""
    allowed = cache(lambda channel: rights.of(member, channel))

    def visible(place: Place) -> bool:
        return place.debate in here or bool(allowed(_seen_with(place)) & (MANAGE_THREADS if place.private else VIEW))

    return visible


def seen_by_all_of(rights: ServerRights, audience: Place) -> Visible:
    """Which debates all see who see the place `audience`; rather too few than one too many."""
    there = _seen_with(audience)
    before = rights.channels.get(there, {})
    roles = [role for role in (rights.guild, *rights.roles) if rights.role_sees(role, there)]
    members = [target for target, one in before.items() if target not in rights.roles and one.allow & VIEW]

    @cache
    def all_see(channel: int) -> bool:
        overwrites = rights.channels.get(channel)
        if overwrites is None or there not in rights.channels:
            return False
        if channel == there:
            return True
        # Who has a second role may be denied what the first one gives.
        if any(one.deny & VIEW for target, one in overwrites.items() if target != rights.guild):
            return False
        if rights.role_sees(rights.guild, channel):
            return True
        alone = all(overwrites.get(member, Overwrite()).allow & VIEW for member in members)
        return alone and all(rights.role_sees(role, channel) for role in roles)

    return lambda place: place.debate == audience.debate or (not place.private and all_see(_seen_with(place)))


def _seen_with(place: Place) -> int:
    """The channel with which a place is seen: a thread is with its channel."""
    return place.parent if place.parent is not None else place.debate


@dataclass(frozen=True, slots=True)
class Located:
    """Where some debates are in a server; of so many it is not known yet. Some were looked up just now."""

    rights: ServerRights
    places: Mapping[int, Place]
    unknown: int
    looked_up: Sequence[Place]
    later: Collection[int] = ()
    """What is to be looked up at its own pace: there was too much for one answer."""

    def seen(self, visible: Visible, within: int | None = None) -> Seen:
        """Which of them are visible; with `within`, of those in that channel alone."""
        those = (place for place in self.places.values() if within is None or within in (place.debate, place.parent))
        return Seen({place.debate for place in those if visible(place)}, self.unknown, self.looked_up)


async def located(client: discord.Client, limit: RateLimit, guild: int, places: Sequence[Place]) -> Located:
    """Where these debates are in a server that Crux is on."""
    rights = await rights_of(client, limit, guild)
    known = {place.debate: rights.threads.get(place.debate, place) for place in places}
    unknown = [number for number, place in known.items() if place.parent is None and number not in rights.channels]
    looked_up = await found(client, limit, unknown[:MOST_FETCHED])
    known |= {place.debate: place for place in looked_up}
    left_out = max(0, len(unknown) - MOST_FETCHED)
    later = [number for number in unknown if known[number].parent is None] if left_out else []
    return Located(rights, known, left_out, looked_up, later)


LookUpLater = Callable[[int, Collection[int]], None]
"""Has threads of a server be looked up that one answer had no time for."""


def all_see_in(client: discord.Client, limit: RateLimit, later: LookUpLater, guild: int, channel: int) -> Sees:
    """What everybody sees who sees a channel or thread of a server that Crux is on.

    Raises CannotPost and PostFailed, as for a message there: who sees what is asked for one.
    """

    async def sees(places: Sequence[Place]) -> Seen:
        try:
            there = await located(client, limit, guild, (*places, Place(channel)))
        except UNCLEAR as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            raise meaning(error) from error
        later(guild, there.later)
        audience = there.places[channel]
        if audience.parent is None and channel not in there.rights.channels:
            raise CannotPost(Obstacle.CHANNEL_GONE)
        return there.seen(seen_by_all_of(there.rights, audience))

    return sees
