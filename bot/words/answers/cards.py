"""Answers about a debate's status card."""

from collections.abc import Sequence

from bot.ledger.entries import Source
from bot.words.front_end import FrontEnd
from bot.words.lists import joined


def posted(front: FrontEnd, guild: int, message: Source) -> str:
    """The answer when a card was posted, or was there."""
    return front.say(
        "The status card: {link}. It is kept up to date by itself.", link=front.dialect.link(guild, message)
    )


def not_yet_posted(front: FrontEnd) -> str:
    """The answer when the card could not be posted now."""
    return front.say("The status card cannot be posted just now. Crux tries again; look whether it may post here.")


def may_not_post(front: FrontEnd, missing: Sequence[str]) -> str:
    """What whoever opens a debate is told where it cannot have a card."""
    return front.say(
        "The debate has no status card, as Crux may not post here: it lacks {permissions}. "
        "{ways.keep_card} posts one once it may.",
        permissions=joined(front.catalogue, missing),
    )


def removed(front: FrontEnd) -> str:
    """The answer when no card is kept any more."""
    return front.say("No status card is kept here any more. {ways.keep_card} posts one again.")
