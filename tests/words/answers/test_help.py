"""What is answered to a call for help."""

from bot.render.front_ends import DISCORD
from bot.words.answers.help import help_text


def test_help_begins_with_what_crux_is_for_and_fits_a_message() -> None:
    told = help_text(DISCORD)

    assert len(told) <= DISCORD.dialect.limits.message
    assert told.splitlines()[:2] == [
        "**Crux keeps a ledger of a debate**: what is claimed, what it turns on, what was conceded.",
        "1. `/debate open` puts the question and names the sides; `/side join` takes one.",
    ]
