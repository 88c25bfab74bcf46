"""What Crux needs to be allowed in a channel."""

import discord

from bot.ledger.refusals import CannotPostHere


def require_postable(permissions: discord.Permissions, in_thread: bool) -> None:
    """Raises CannotPostHere, naming what is missing for a digest to be posted."""
    send = ("send_messages_in_threads", "Send Messages in Threads") if in_thread else ("send_messages", "Send Messages")
    needed = (("view_channel", "View Channel"), send, ("read_message_history", "Read Message History"))
    missing = [label for name, label in needed if not getattr(permissions, name)]
    if missing and not permissions.administrator:
        raise CannotPostHere(permissions=tuple(missing))
