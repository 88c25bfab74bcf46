"""What Crux must be allowed before a digest is promised, and where it must be."""

import discord
import pytest

from bot.discord.permissions import invitation, missing_to_post

ALL = {"view_channel": True, "send_messages": True, "send_messages_in_threads": True, "read_message_history": True}


@pytest.mark.parametrize("in_thread", [False, True])
def test_with_all_of_them_or_as_administrator_crux_may_post(in_thread: bool) -> None:
    assert missing_to_post(discord.Permissions(**ALL), in_thread) == ()
    assert missing_to_post(discord.Permissions(administrator=True), in_thread) == ()


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
    assert missing_to_post(discord.Permissions(**ALL | {missing: False}), in_thread) == (named,)


def test_an_invitation_names_the_server_and_all_that_crux_needs_there() -> None:
    assert invitation(2000, 77) == (
        "https://discord.com/oauth2/authorize?client_id=2000&scope=bot+applications.commands"
        "&permissions=274878024704&guild_id=77"
    )
