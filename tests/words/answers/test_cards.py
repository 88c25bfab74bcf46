"""What is answered about the status card."""

from bot.ledger.entries import Source
from bot.render.front_ends import DISCORD
from bot.words.answers import cards


def test_a_card_is_there_or_comes_or_is_gone() -> None:
    assert cards.posted(DISCORD, 7, Source(8, 9)) == (
        "The status card: https://discord.com/channels/7/8/9. It is kept up to date by itself."
    )
    assert cards.not_yet_posted(DISCORD) == (
        "The status card cannot be posted just now. Crux tries again; look whether it may post here."
    )
    assert cards.removed(DISCORD) == "No status card is kept here any more. /debate card posts one again."
