"""What is answered to a call for help."""

from dataclasses import replace

from bot.render.dialects.discord import command_mention
from bot.render.front_ends import DISCORD
from bot.words.answers.help import help_text


def test_help_begins_with_what_crux_is_for_and_fits_a_message() -> None:
    told = help_text(DISCORD)

    assert len(told) <= DISCORD.dialect.limits.message
    assert told.splitlines()[:2] == [
        "**Crux keeps a ledger of a debate**: what people claim, what they agree on, and what their disagreement turns "
        "on.",
        "- **Put something into the ledger:** Right-click a message → Apps → **Tag as claim**, **Tag as crux** or "
        "**Tag as concession**. On a phone, press and hold the message instead. Somebody else's message asks its "
        "author first. Without a message: /claim, /crux, /concede.",
    ]


def test_commands_can_be_pressed_where_their_numbers_are_known() -> None:
    ids = {"claim": 7, "side": 8}

    ways = DISCORD.ways.with_commands(lambda command: command_mention(command, ids))
    told = help_text(replace(DISCORD, ways=ways))

    assert "</claim:7>" in told
    assert "</side join:8>" in told
    assert "`/crux`" in told
    assert len(told) <= DISCORD.dialect.limits.message


def test_what_is_no_command_stays_as_it_is() -> None:
    linked = DISCORD.ways.with_commands(lambda command: f"<{command}>")

    assert (linked.open_debate, linked.start_any_tag) == ("</debate open>", DISCORD.ways.start_any_tag)
