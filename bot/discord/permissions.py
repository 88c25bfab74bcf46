"""What Crux needs to be allowed in a channel."""

from collections.abc import Mapping

import discord

from bot.ledger.refusals import CannotPostHere

_VIEW = {"View Channel": discord.Permissions(view_channel=True)}
_SEND = {"Send Messages": discord.Permissions(send_messages=True)}
_SEND_IN_THREADS = {"Send Messages in Threads": discord.Permissions(send_messages_in_threads=True)}
_READ = {"Read Message History": discord.Permissions(read_message_history=True)}
_POSTING = _VIEW | _SEND | _READ
_POSTING_IN_THREADS = _VIEW | _SEND_IN_THREADS | _READ
_PICTURES = {
    "Embed Links": discord.Permissions(embed_links=True),
    "Attach Files": discord.Permissions(attach_files=True),
}


def require_postable(permissions: discord.Permissions, in_thread: bool) -> None:
    """Raises CannotPostHere, naming what is missing for a digest to be posted."""
    if missing := missing_to_post(permissions, in_thread):
        raise CannotPostHere(permissions=missing)


def missing_to_post(permissions: discord.Permissions, in_thread: bool) -> tuple[str, ...]:
    """The permissions that Crux lacks for posting by itself, by their names."""
    return _missing(permissions, _POSTING_IN_THREADS if in_thread else _POSTING)


def missing_for_pictures(permissions: discord.Permissions) -> tuple[str, ...]:
    """The permissions that Crux lacks for showing maps and handing out exports, by their names."""
    return _missing(permissions, _PICTURES)


def _missing(permissions: discord.Permissions, needed: Mapping[str, discord.Permissions]) -> tuple[str, ...]:
    if permissions.administrator:
        return ()
    return tuple(label for label, permission in needed.items() if not permissions.is_superset(permission))
