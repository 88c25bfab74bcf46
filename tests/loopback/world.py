"""What there is on the small Discord: one bot, servers, channels, people, messages, and the time."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

Json = dict[str, Any]

BOT = 2000
OWNER = 1
GUILD = 77
CHANNEL = 99
DISCORD_EPOCH_MS = 1_420_070_400_000
SIGNING_SEED = b"loopback Discord's signing key.."
VERIFY_KEY = "1487dc3be316cb71d69a9e9c5b3bb1df35960faf3bf63c14a5868527cb2b99a6"
"""The public key of the one that interactions are signed with where they are posted."""
EPOCH = "2026-01-01T00:00:00+00:00"

ADMINISTRATOR, VIEW, SEND = 1 << 3, 1 << 10, 1 << 11
MANAGE_MESSAGES, ATTACH, HISTORY = 1 << 13, 1 << 15, 1 << 16
MANAGE_THREADS, SEND_IN_THREADS = 1 << 34, 1 << 38
PUBLIC_THREADS, USE_COMMANDS = 1 << 35, 1 << 31
MEMBER = VIEW | SEND | 1 << 14 | ATTACH | HISTORY | PUBLIC_THREADS | USE_COMMANDS | SEND_IN_THREADS
"""What everyone may do, the bot included, where a channel says nothing else."""
MODERATOR = MEMBER | MANAGE_MESSAGES | MANAGE_THREADS
CONTENT_GRANTED = 1 << 19
"""The message content intent, as applications on few servers have it."""

TEXT, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 11, 12, 15
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


class DiscordError(Exception):
    """What Discord refuses a request with: an HTTP status, and a code of its own."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code, self.message = status, code, message


def person(number: int, name: str, *, bot: bool = False) -> Json:
    """A user."""
    user = {"id": str(number), "username": name.casefold(), "discriminator": "0", "avatar": None}
    return user | {"global_name": name, "public_flags": 0} | ({"bot": True} if bot else {})


class Clock:
    """The time on this Discord; tests can let it pass without waiting."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def skip(self, seconds: float) -> None:
        """Let this much time pass at once."""
        self._skipped += seconds

    def seconds(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._skipped

    def text(self) -> str:
        return datetime.fromtimestamp(self.seconds(), UTC).isoformat()


@dataclass
class Channel:
    """A text channel, forum or thread. `permissions` are the bot's there; None means the parent's or the server's."""

    id: int
    name: str
    kind: int = TEXT
    guild: int = GUILD
    parent: int | None = None
    owner: int = OWNER
    permissions: int | None = None
    position: int = 0
    archived: bool = False
    archived_at: str = EPOCH
    locked: bool = False
    tags: list[Json] = field(default_factory=list)
    """The tags that a forum has."""
    applied: list[str] = field(default_factory=list)
    """The ids of the tags that a post has."""
    messages: dict[int, Json] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)

    @property
    def is_thread(self) -> bool:
        return self.kind in (10, PUBLIC_THREAD, PRIVATE_THREAD)

    def as_json(self, *, of_guild: bool = True) -> Json:
        told: Json = {"id": str(self.id), "type": self.kind, "name": self.name, "flags": 0}
        if of_guild:
            told["guild_id"] = str(self.guild)
        told["last_message_id"] = str(max(self.messages)) if self.messages else None
        if self.is_thread:
            state: Json = {"archived": self.archived, "locked": self.locked, "auto_archive_duration": 1440}
            state |= {"archive_timestamp": self.archived_at, "create_timestamp": EPOCH}
            told |= {"parent_id": str(self.parent), "owner_id": str(self.owner), "thread_metadata": state}
            told |= {"member_count": 1, "message_count": len(self.messages), "rate_limit_per_user": 0}
            told |= {"applied_tags": self.applied}
            return told | {"total_message_sent": len(self.messages)}
        told |= {"position": self.position, "topic": None, "nsfw": False, "parent_id": None, "rate_limit_per_user": 0}
        if self.kind == FORUM:
            told |= {"available_tags": self.tags, "default_sort_order": None, "default_reaction_emoji": None}
        return told | {"permission_overwrites": self._overwrites()}

    def _overwrites(self) -> list[Json]:
        if self.permissions is None:
            return []
        allow, deny = self.permissions & ~MEMBER, MEMBER & ~self.permissions
        return [{"id": str(BOT), "type": 1, "allow": str(allow), "deny": str(deny)}]


ABSENT_OF_A_SERVER = (
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
    "widget_channel_id",
    "max_presences",
    "vanity_url_code",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "public_updates_channel_id",
    "incidents_data",
)
"""The fields of a server that Discord always sends, and that say nothing here."""


class World:
    """The state, and how Discord would say it. Changing it here tells nobody; the server's methods do."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.bot = person(BOT, "Crux", bot=True)
        self.verify_key = VERIFY_KEY
        """The application's public key, in hexadecimal."""
        self.people: dict[int, Json] = {BOT: self.bot, OWNER: person(OWNER, "Olga")}
        self.guilds: dict[int, str] = {GUILD: "Debates"}
        self.joined: dict[int, str] = {}
        """When the bot was added to servers, where that is known."""
        self.channels: dict[int, Channel] = {CHANNEL: Channel(CHANNEL, "housing")}
        self.system_channels: dict[int, int] = {}
        self.commands: list[Json] = []
        self.application_flags = 0
        """What whoever runs the bot was granted for it, such as `CONTENT_GRANTED`; a request tells what holds now."""
        self.uploads: dict[str, bytes] = {}
        self.files_url = ""
        self._low = count(1)

    def new_id(self) -> int:
        """A snowflake of now: higher than any before."""
        milliseconds = int(self.clock.seconds() * 1000) - DISCORD_EPOCH_MS
        return milliseconds << 22 | next(self._low)

    def add_person(self, number: int, name: str) -> Json:
        """Somebody who is on every server."""
        self.people[number] = person(number, name)
        return self.people[number]

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def channel(self, number: int) -> Channel:
        """Raises DiscordError 10003 where there is none, 50001 where the bot cannot see it or is not on its server."""
        found = self.channels.get(number)
        if found is None:
            raise DiscordError(404, 10003, "Unknown Channel")
        if found.guild not in self.guilds or not self.permits(found, VIEW):
            raise DiscordError(403, 50001, "Missing Access")
        return found

    def permissions(self, channel: Channel) -> int:
        """What the bot may do there; a thread has what its parent has."""
        if channel.permissions is None and channel.parent is not None:
            return self.permissions(self.channels[channel.parent])
        return MEMBER if channel.permissions is None else channel.permissions

    def permits(self, channel: Channel, needed: int) -> bool:
        has = self.permissions(channel)
        return bool(has & ADMINISTRATOR) or (bool(has & VIEW) and has & needed == needed)

    def require(self, channel: Channel, needed: int) -> None:
        """Raises DiscordError 50013 where the bot lacks the permission."""
        if not self.permits(channel, needed):
            raise DiscordError(403, 50013, "Missing Permissions")

    def message(self, channel: Channel, number: int) -> Json:
        """Raises DiscordError 10008."""
        if number not in channel.messages:
            raise DiscordError(404, 10008, "Unknown Message")
        return channel.messages[number]

    def new_message(self, channel: Channel, author: Json, content: str = "", **more: Any) -> Json:
        """A message that is not in the channel yet."""
        message: Json = {"id": str(self.new_id()), "channel_id": str(channel.id), "type": 0, "author": author}
        message |= {"content": content, "timestamp": self.clock.text(), "edited_timestamp": None, "tts": False}
        message |= {"mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": []}
        return message | {"embeds": [], "components": [], "pinned": False, "flags": 0} | more

    def put(self, channel: Channel, message: Json) -> Json:
        """Into the channel with it. An archived thread comes back with it, as it does on Discord."""
        channel.messages[int(message["id"])] = message
        channel.archived = False
        return message

    def guild_create(self, guild: int, channels: Iterable[Channel] | None = None) -> Json:
        """The server with all that a bot is told of it (its channels, where known): archived threads are not in it."""
        known = self.channels.values() if channels is None else channels
        here = [channel for channel in known if channel.guild == guild]
        everyone: Json = {"id": str(guild), "name": "@everyone", "permissions": str(MEMBER), "position": 0}
        everyone |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        everyone |= {"description": None, "icon": None, "unicode_emoji": None}
        everyone["colors"] = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        told: Json = self.guild(guild) | {"roles": [everyone], "members": [self.member(BOT)], "voice_states": []}
        told["channels"] = [channel.as_json(of_guild=False) for channel in here if not channel.is_thread]
        told["threads"] = [c.as_json() for c in here if c.is_thread and not c.archived and self.permits(c, VIEW)]
        told |= {"presences": [], "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": []}
        told["joined_at"] = self.joined.get(guild, EPOCH)
        return told | {"unavailable": False, "large": False, "member_count": len(self.people)}

    def guild(self, number: int) -> Json:
        """The server by itself. Raises DiscordError 10004."""
        if number not in self.guilds:
            raise DiscordError(404, 10004, "Unknown Guild")
        told: Json = {"id": str(number), "name": self.guilds[number], "owner_id": str(OWNER), "icon": None}
        told |= {"features": [], "emojis": [], "stickers": [], "preferred_locale": "en-US", "premium_tier": 0}
        told["system_channel_id"] = str(self.system_channels[number]) if number in self.system_channels else None
        told |= {"afk_timeout": 300, "nsfw_level": 0, "verification_level": 0, "mfa_level": 0, "roles": []}
        told |= dict.fromkeys(ABSENT_OF_A_SERVER) | {"region": "deprecated", "nsfw": False, "widget_enabled": False}
        told |= {"max_members": 500_000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25}
        told |= {"premium_subscription_count": 0, "premium_progress_bar_enabled": False}
        return told | {"default_message_notifications": 0, "explicit_content_filter": 0, "system_channel_flags": 0}

    def member(self, number: int) -> Json:
        """Raises DiscordError 10007 where nobody of that number is on the server."""
        if number not in self.people:
            raise DiscordError(404, 10007, "Unknown Member")
        told: Json = {"user": self.people[number], "roles": [], "flags": 0, "joined_at": EPOCH, "nick": None}
        return told | {"deaf": False, "mute": False, "avatar": None, "pending": False}

    def application(self) -> Json:
        told: Json = {"id": str(BOT), "name": "crux", "description": "", "icon": None}
        told["verify_key"] = self.verify_key
        told |= {
            "flags": self.application_flags,
            "bot_public": True,
            "bot_require_code_grant": False,
            "summary": "",
            "team": None,
        }
        return told | {"owner": self.people[OWNER], "bot": self.bot}


def seen_by_bot(message: Json, *, content: bool) -> Json:
    """The message as the bot is told of it: others' words only where it has the intent, or is mentioned."""
    own = int(message["author"]["id"]) == BOT
    mentioned = any(int(user["id"]) == BOT for user in message["mentions"])
    if content or own or mentioned:
        return message
    return message | {"content": "", "embeds": [], "attachments": [], "components": []}


def every_component(components: Iterable[Json]) -> Iterator[Json]:
    """All components, nested ones included, in reading order."""
    for component in components:
        yield component
        inner = [component.get("component"), component.get("accessory"), *component.get("components", ())]
        yield from every_component(part for part in inner if part)


def numbered(components: list[Json]) -> list[Json]:
    """Give each component the number that Discord gives it where the bot gave none."""
    taken = {part["id"] for part in every_component(components) if part.get("id")}
    free = (number for number in count(1) if number not in taken)
    for part in every_component(components):
        if not part.get("id"):
            part["id"] = next(free)
    return components
