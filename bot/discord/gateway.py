"""The state that is kept of Discord's gateway events: the servers, and which threads are open under which channel.

discord.py would keep every channel, role, thread and emoji of every server, and make an object of every message that
anybody writes. What Crux needs to know of them comes with each interaction, so none of it is kept.
"""

from datetime import datetime
from types import MappingProxyType
from typing import Any

import discord
from discord.gateway import DiscordWebSocket
from discord.raw_models import RawThreadDeleteEvent
from discord.state import AutoShardedConnectionState

from bot.discord.first_channels import first_channels
from bot.discord.forums import is_open_post, post_from
from bot.discord.frames import TolerantWebSocket, dropping

Payload = dict[str, Any]
"""An event's data, as JSON. Discord's documentation describes the fields."""

SERVER_FIELDS = ("id", "unavailable", "preferred_locale")
"""The fields that are kept of a server."""

SAME_FOR_ALL: dict[str, Any] = {"verification_level": 0, "default_message_notifications": 0, "features": []}
"""What discord.py would make an object of for each server that does not say it: nearly a third of what it takes."""

EMPTY_COLLECTIONS = (
    "_channels",
    "_threads",
    "_voice_states",
    "_stage_instances",
    "_scheduled_events",
    "_soundboard_sounds",
)
"""The collections that discord.py would fill for each server."""

EMPTY: MappingProxyType[int, object] = MappingProxyType({})
"""One for all servers: an empty dict for each would be half of the memory that a server takes."""

UNUSED_MESSAGE_FIELDS = ("content", "components", "embeds", "attachments", "mentions", "mention_roles")
"""The fields of a message that are not needed when one of its buttons is pressed."""


OF_VOICE_CHANNELS: Payload = {"bitrate": 64_000, "user_limit": 0, "position": 0}
"""What discord.py looks for in a voice channel, and an interaction need not bring along."""


class LeanState(AutoShardedConnectionState["discord.AutoShardedClient"]):
    """discord.py's state without what Crux does not need.

    In place of discord.py's events about the channels that it keeps, it dispatches `channel_gone` and `channel_there`,
    each with the id of a channel or thread, `rights_changed` with the id of a server, `server_joined` with that of one
    that Crux was added to and the ids of the channels where it can speak first, and `post_open` with what may be a post
    of a forum.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._parents: dict[int, dict[int, int]] = {}
        """The channel that each open thread is in, for each server that has open threads."""
        self.joined: dict[int, datetime] = {}
        """When Crux was added to each server, as far as Discord says so."""
        self.parsers = {event: dropping(event, parse) for event, parse in self.parsers.items()}

    def _update_references(self, ws: DiscordWebSocket) -> None:
        # discord.py does not ask of which class a connection shall be; it is handed in here before its first frame.
        ws.__class__ = TolerantWebSocket
        super()._update_references(ws)

    # Servers

    def _add_guild_from_data(self, data: Any) -> discord.Guild:
        self._keep_open_threads(data)
        guild = super()._add_guild_from_data(_lean(data))
        for name in EMPTY_COLLECTIONS:
            setattr(guild, name, EMPTY)
        return guild

    def parse_guild_create(self, data: Any) -> None:
        # A server that comes back after an outage brings its threads along.
        self._keep_open_threads(data)
        self._keep_joined(data)
        super().parse_guild_create(_lean(data))
        # Only of a server that Crux is new in, Discord does not say whether it is available.
        if "unavailable" not in data:
            self.dispatch("server_joined", int(data["id"]), first_channels(discord.Guild(data=data, state=self)))

    def parse_guild_update(self, data: Any) -> None:
        super().parse_guild_update(_lean(data))

    def parse_guild_delete(self, data: Any) -> None:
        if not data.get("unavailable", False):
            self._parents.pop(int(data["id"]), None)
            self.joined.pop(int(data["id"]), None)
        super().parse_guild_delete(data)

    def _keep_joined(self, data: Payload) -> None:
        if "joined_at" in data:
            self.joined[int(data["id"])] = datetime.fromisoformat(data["joined_at"])

    def _keep_open_threads(self, data: Payload) -> None:
        for thread in data.get("threads", ()):
            self._keep_open(int(data["id"]), thread)

    # Channels and threads

    def parse_channel_delete(self, data: Any) -> None:
        channel = int(data["id"])
        threads = self._parents.get(int(data.get("guild_id") or 0), {})
        # Discord sends an event for the channel alone.
        for gone in (channel, *(thread for thread, parent in threads.items() if parent == channel)):
            threads.pop(gone, None)
            self.dispatch("channel_gone", gone)

    def parse_thread_create(self, data: Any) -> None:
        if self._keep_open(int(data["guild_id"]), data) and not data.get("newly_created"):
            self.dispatch("channel_there", int(data["id"]))
        self._tell_post(data)

    def parse_thread_update(self, data: Any) -> None:
        guild, thread = int(data["guild_id"]), int(data["id"])
        self._changes_rights(data)
        if data["thread_metadata"]["archived"]:
            was_open = self._parents.get(guild, {}).pop(thread, None) is not None
        else:
            was_open = not self._keep_open(guild, data)
        if not was_open:
            self.dispatch("channel_there", thread)
        self._tell_post(data)

    def parse_thread_list_sync(self, data: Any) -> None:
        for thread in data.get("threads", ()):
            self.parse_thread_create(thread | {"guild_id": data["guild_id"]})

    def parse_thread_delete(self, data: Any) -> None:
        gone = RawThreadDeleteEvent(data)
        self._parents.get(gone.guild_id, {}).pop(gone.thread_id, None)
        self.dispatch("channel_gone", gone.thread_id)

    def _tell_post(self, data: Payload) -> None:
        """An open thread was made or changed; whether its channel is a forum, the event does not say."""
        if is_open_post(data):
            self.dispatch("post_open", post_from(data))

    def _keep_open(self, guild: int, thread: Payload) -> bool:
        """Keep the channel of an open thread; gives whether the thread was not known before."""
        parents = self._parents.setdefault(guild, {})
        number = int(thread["id"])
        new = number not in parents
        parents[number] = int(thread.get("parent_id") or 0)
        return new

    # Interactions

    def parse_interaction_create(self, data: Any) -> None:
        pressed = data.get("message")
        if pressed is not None:
            data["message"] = pressed | {name: "" if name == "content" else [] for name in UNUSED_MESSAGE_FIELDS}
        if "channel" in data:
            data["channel"] = OF_VOICE_CHANNELS | data["channel"]
        super().parse_interaction_create(data)

    # What Crux may do

    def _changes_rights(self, data: Any) -> None:
        """What Crux may do in a server may be another from now on."""
        self.dispatch("rights_changed", int(data["guild_id"]))

    parse_channel_update = _changes_rights
    parse_guild_role_create = parse_guild_role_update = parse_guild_role_delete = _changes_rights
    # Without the intent for members, it is told of Crux itself alone.
    parse_guild_member_update = _changes_rights

    # Events that are not needed

    def _ignored(self, data: Any) -> None:
        """Nothing is kept of the event."""

    parse_channel_create = parse_channel_pins_update = _ignored
    parse_thread_member_update = parse_thread_members_update = _ignored
    parse_guild_emojis_update = parse_guild_stickers_update = _ignored
    parse_stage_instance_create = parse_stage_instance_update = parse_stage_instance_delete = _ignored
    parse_message_create = _ignored


def _lean(guild: Payload) -> Any:
    return SAME_FOR_ALL | {name: guild[name] for name in SERVER_FIELDS if name in guild}
