"""What Crux needs to be allowed in a channel."""

import discord

from bot.ledger.refusals import CannotPostHere


def require_postable(permissions: discord.Permissions, in_thread: bool) -> None:
    """Raises CannotPostHere, naming what is missing for a digest to be posted."""
    if missing := missing_to_post(permissions, in_thread):
        raise CannotPostHere(permissions=missing)


def missing_to_post(permissions: discord.Permissions, in_thread: bool) -> tuple[str, ...]:
    """The permissions that Crux lacks for posting by itself, by their names."""
    send = ("send_messages_in_threads", "Send Messages in Threads") if in_thread else ("send_messages", "Send Messages")
    needed = (("view_channel", "View Channel"), send, ("read_message_history", "Read Message History"))
    if permissions.administrator:
        return ()
    return tuple(label for name, label in needed if not getattr(permissions, name))


def missing_for_pictures(permissions: discord.Permissions) -> tuple[str, ...]:
    """The permissions that Crux lacks for showing maps and handing out exports, by their names."""
    needed = (("embed_links", "Embed Links"), ("attach_files", "Attach Files"))
    if permissions.administrator:
        return ()
    return tuple(label for name, label in needed if not getattr(permissions, name))
