"""What Crux needs to be allowed in a channel, and to be on its server at all."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.ledger.refusals import Address, CannotPostHere, CommandsAlone

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What Crux is invited with."""

Interaction = discord.Interaction[Any]

_FLAGS = discord.Permissions.VALID_FLAGS
_ADMINISTRATOR = _FLAGS["administrator"]
_VIEW = {"View Channel": _FLAGS["view_channel"]}
_SEND = {"Send Messages": _FLAGS["send_messages"]}
_SEND_IN_THREADS = {"Send Messages in Threads": _FLAGS["send_messages_in_threads"]}
_READ = {"Read Message History": _FLAGS["read_message_history"]}
_POSTING = _VIEW | _SEND | _READ
_POSTING_IN_THREADS = _VIEW | _SEND_IN_THREADS | _READ
_REACTIONS = {"Add Reactions": _FLAGS["add_reactions"]}
_TAGS_OF_POSTS = {"Manage Threads": _FLAGS["manage_threads"]}
_PICTURES = {"Embed Links": _FLAGS["embed_links"], "Attach Files": _FLAGS["attach_files"]}


def require_postable(interaction: Interaction) -> None:
    """Raises CommandsAlone or CannotPostHere, where no digest can be posted in the channel of an interaction."""
    if (refusal := cannot_post(interaction)) is not None:
        raise refusal


def cannot_post(interaction: Interaction) -> CommandsAlone | CannotPostHere | None:
    """Why Crux cannot post by itself where somebody did something, with what is missing; None where it can."""
    if (alone := commands_alone(interaction)) is not None:
        return alone
    missing = missing_to_post(interaction.app_permissions, isinstance(interaction.channel, discord.Thread))
    return CannotPostHere(permissions=missing) if missing else None


def commands_alone(interaction: Interaction) -> CommandsAlone | None:
    """That Crux is not on the server of an interaction, as where its commands alone were added; None where it is."""
    client, server = interaction.client, interaction.guild_id
    if server is None or client.is_on(server):
        return None
    return CommandsAlone(invitation=Address(invitation(client.application_id, server)))


def invitation(application: int | None, server: int) -> str:
    """The web address where Crux is added to a server, with what it needs there."""
    to = discord.Object(server)
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application or 0, permissions=PERMISSIONS, guild=to, scopes=scopes)


def missing_to_post(permissions: discord.Permissions, in_thread: bool) -> tuple[str, ...]:
    """The permissions that Crux lacks for posting by itself, by their names."""
    return _missing(permissions, _POSTING_IN_THREADS if in_thread else _POSTING)


def missing_in_forum(permissions: discord.Permissions) -> tuple[str, ...]:
    """The permissions that Crux lacks in a forum for debates in its posts and for their tags, by their names."""
    return _missing(permissions, _POSTING_IN_THREADS | _TAGS_OF_POSTS)


def missing_for_pictures(permissions: discord.Permissions) -> tuple[str, ...]:
    """The permissions that Crux lacks for showing maps and handing out exports, by their names."""
    return _missing(permissions, _PICTURES)


def missing_here(interaction: Interaction, *, reacts: bool) -> tuple[str, ...]:
    """All that Crux lacks where somebody asks, by the permissions' names; with `reacts`, what reactions need too."""
    posting = _POSTING_IN_THREADS if isinstance(interaction.channel, discord.Thread) else _POSTING
    return _missing(interaction.app_permissions, posting | _PICTURES | (_REACTIONS if reacts else {}))


def _missing(permissions: discord.Permissions, needed: Mapping[str, int]) -> tuple[str, ...]:
    if permissions.value & _ADMINISTRATOR:
        return ()
    return tuple(label for label, permission in needed.items() if not permissions.value & permission)
