"""The forum that a command is about, and its tags to pick from."""

from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from bot.actions.clock.due import CannotPost, PostFailed
from bot.discord.client import CruxClient
from bot.ledger.refusals import NoForumNamed
from bot.ledger.text import folded
from cogs._translate import Interaction

MOST_CHOICES = 25


class ForumOption(app_commands.Transformer):
    """A forum, as Discord tells of it beside the command: Crux keeps no channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.forum]

    async def transform(
        self, interaction: discord.Interaction[Any], value: app_commands.AppCommandChannel, /
    ) -> app_commands.AppCommandChannel:
        return value


@dataclass(frozen=True, slots=True)
class NamedForum:
    """A forum, what who asks may do in it, and what Crux may (None where Discord does not tell)."""

    id: int
    permissions: discord.Permissions
    own_permissions: discord.Permissions | None


def named_forum(interaction: Interaction, forum: app_commands.AppCommandChannel | None) -> NamedForum:
    """The forum that was named, else the one of the post where somebody asks. Raises NoForumNamed."""
    if forum is not None:
        return NamedForum(forum.id, forum.permissions, _own_permissions(interaction, forum.id))
    channel = interaction.channel
    if not isinstance(channel, discord.Thread):
        raise NoForumNamed
    return NamedForum(channel.parent_id, interaction.permissions, interaction.app_permissions)


def _own_permissions(interaction: Interaction, forum: int) -> discord.Permissions | None:
    data: Any = interaction.data or {}
    told = data.get("resolved", {}).get("channels", {}).get(str(forum), {}).get("app_permissions")
    return discord.Permissions(int(told)) if told is not None else None


async def forum_tag_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The names of the forum's tags that hold what was typed so far; none where the forum is not known or not seen."""
    forum = _forum_so_far(interaction)
    if forum is None:
        return []
    client: CruxClient = interaction.client
    try:
        there = await client.forums.tags_of(forum)
    except (CannotPost, PostFailed, NoForumNamed):
        return []
    fitting = [tag.name for tag in there if folded(current) in folded(tag.name)]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:MOST_CHOICES]]


def _forum_so_far(interaction: Interaction) -> int | None:
    """The forum that is filled in, or in whose post somebody types."""
    filled_in: Any = getattr(interaction.namespace, "forum", None)
    if filled_in is not None:
        return int(getattr(filled_in, "id", filled_in))
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else None
