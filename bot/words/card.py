"""A debate's status card in words."""

from datetime import datetime

from bot.ledger.pauses import PlacedObstacle
from bot.words import pauses
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import sentences


def closed(front: FrontEnd) -> str:
    """What a card says of a debate that is closed."""
    what = front.dialect.bold(front.say("This debate is closed."))
    return sentences(front.catalogue, (what, front.say("Its ledger can still be read: {ways.show_ledger}.")))


def locked(front: FrontEnd) -> str:
    """What a card says of a ledger that is locked."""
    what = front.dialect.bold(front.say("This ledger is locked by moderators."))
    return sentences(front.catalogue, (what, front.say("It can be read; {ways.unlock_ledger} lets it be added to.")))


def digest_paused(front: FrontEnd, obstacle: PlacedObstacle) -> str:
    """What a card says of a scheduled digest that cannot be posted."""
    if obstacle.channel is not None:
        return pauses.in_digest_channel(front, obstacle.what, obstacle.channel)
    return front.say(
        "The digest is paused: {obstacle} Crux tries again by itself, and goes on once it may post.",
        obstacle=pauses.with_what_to_do(front, obstacle.what),
    )


def footer(front: FrontEnd, at: datetime) -> str:
    """As of when the card is true."""
    return front.say("Crux card · as of {moment}", moment=front.dialect.moment(at, MomentStyle.RELATIVE))
