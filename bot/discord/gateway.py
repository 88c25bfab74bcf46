"""What Crux keeps of what Discord's gateway tells: its servers, and which threads are open under which channel.

discord.py would keep every channel, role, thread and emoji of every server, and make an object of every message that
anybody writes. What Crux asks of them comes with each interaction, so none of it is kept.
"""

from types import MappingProxyType
from typing import Any

import discord
from discord.raw_models import RawThreadDeleteEvent
from discord.state import AutoShardedConnectionState

Payload = dict[str, Any]
"""What the gateway tells, as JSON. Discord's own documentation says what is in it."""

OF_A_SERVER = ("id", "unavailable", "preferred_locale")
"""What is kept of a server."""

KEPT_EMPTY = ("_channels", "_threads", "_voice_states", "_stage_instances", "_scheduled_events", "_soundboard_sounds")
"""What discord.py would keep of each server, and is empty here."""

NOTHING: MappingProxyType[int, object] = MappingProxyType({})
"""One for all servers: an empty dict for each would be half of what a server takes."""

BORNE = ("content", "components", "embeds", "attachments", "mentions", "mention_roles")
"""What a message brings along that nobody asks for when one of its buttons is pressed."""


class LeanState(AutoShardedConnectionState["discord.AutoShardedClient"]):
    """discord.py's state without what Crux does not need.

    It tells of `channel_gone` and `channel_there`, each with a channel's or thread's number, in place of what
    discord.py tells of the channels that it keeps.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._parents: dict[int, dict[int, int]] = {}
        """The channel that each open thread is in, for each server that has open threads."""

    # Servers

    def _add_guild_from_data(self, data: Any) -> discord.Guild:
        self._threads_told(data)
        guild = super()._add_guild_from_data(_lean(data))
        for name in KEPT_EMPTY:
            setattr(guild, name, NOTHING)
        return guild

    def parse_guild_create(self, data: Any) -> None:
        # One that was away comes with all that is in it.
        self._threads_told(data)
        super().parse_guild_create(_lean(data))

    def parse_guild_update(self, data: Any) -> None:
        super().parse_guild_update(_lean(data))

    def parse_guild_delete(self, data: Any) -> None:
        if not data.get("unavailable", False):
            self._parents.pop(int(data["id"]), None)
        super().parse_guild_delete(data)

    def _threads_told(self, data: Payload) -> None:
        for thread in data.get("threads", ()):
            self._opened(int(data["id"]), thread)

    # Channels and threads

    def parse_channel_delete(self, data: Any) -> None:
        channel = int(data["id"])
        threads = self._parents.get(int(data.get("guild_id") or 0), {})
        # Discord tells of the channel alone.
        for gone in (channel, *(thread for thread, parent in threads.items() if parent == channel)):
            threads.pop(gone, None)
            self.dispatch("channel_gone", gone)

    def parse_thread_create(self, data: Any) -> None:
        if self._opened(int(data["guild_id"]), data) and not data.get("newly_created"):
            self.dispatch("channel_there", int(data["id"]))

    def parse_thread_update(self, data: Any) -> None:
        guild, thread = int(data["guild_id"]), int(data["id"])
        if data["thread_metadata"]["archived"]:
            known = self._parents.get(guild, {}).pop(thread, None) is not None
        else:
            known = not self._opened(guild, data)
        if not known:
            self.dispatch("channel_there", thread)

    def parse_thread_list_sync(self, data: Any) -> None:
        for thread in data.get("threads", ()):
            self.parse_thread_create(thread | {"guild_id": data["guild_id"]})

    def parse_thread_delete(self, data: Any) -> None:
        gone = RawThreadDeleteEvent(data)
        self._parents.get(gone.guild_id, {}).pop(gone.thread_id, None)
        self.dispatch("channel_gone", gone.thread_id)

    def _opened(self, guild: int, thread: Payload) -> bool:
        """Keep where an open thread is; gives whether it was not known before."""
        known = self._parents.setdefault(guild, {})
        number = int(thread["id"])
        new = number not in known
        known[number] = int(thread.get("parent_id") or 0)
        return new

    # Interactions

    def parse_interaction_create(self, data: Any) -> None:
        pressed = data.get("message")
        if pressed is not None:
            data["message"] = pressed | {name: "" if name == "content" else [] for name in BORNE}
        super().parse_interaction_create(data)

    # What nobody asks for

    def _ignored(self, data: Any) -> None:
        """Crux need not know."""

    parse_channel_create = parse_channel_update = parse_channel_pins_update = _ignored
    parse_thread_member_update = parse_thread_members_update = _ignored
    parse_guild_role_create = parse_guild_role_update = parse_guild_role_delete = _ignored
    parse_guild_emojis_update = parse_guild_stickers_update = _ignored
    parse_stage_instance_create = parse_stage_instance_update = parse_stage_instance_delete = _ignored
    parse_message_create = _ignored


def _lean(guild: Payload) -> Any:
    return {name: guild[name] for name in OF_A_SERVER if name in guild}
