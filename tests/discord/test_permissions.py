"""What Crux must be allowed before a digest is promised."""

import discord
import pytest

from bot.discord.permissions import require_postable
from bot.ledger.refusals import CannotPostHere

ALL = {"view_channel": True, "send_messages": True, "send_messages_in_threads": True, "read_message_history": True}


@pytest.mark.parametrize("in_thread", [False, True])
def test_with_all_of_them_or_as_administrator_crux_may_post(in_thread: bool) -> None:
    require_postable(discord.Permissions(**ALL), in_thread)
    require_postable(discord.Permissions(administrator=True), in_thread)


@pytest.mark.parametrize(
    ("missing", "in_thread", "named"),
    [
        ("view_channel", False, "View Channel"),
        ("send_messages", False, "Send Messages"),
        ("send_messages_in_threads", True, "Send Messages in Threads"),
        ("read_message_history", True, "Read Message History"),
    ],
)
def test_what_is_missing_is_named(missing: str, in_thread: bool, named: str) -> None:
    with pytest.raises(CannotPostHere) as refused:
        require_postable(discord.Permissions(**ALL | {missing: False}), in_thread)

    assert refused.value.permissions == (named,)
