"""A debate's status card in words."""

from datetime import datetime

from bot.words.catalogue import message
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import sentences

TURNS_ON = message("It turns on")
AWAITING_ANSWER = message("Awaiting an answer")


def closed(front: FrontEnd) -> str:
    """What a card says of a debate that is closed."""
    what = front.dialect.bold(front.say("This debate is closed."))
    return sentences(front.catalogue, (what, front.say("Its ledger can still be read: {ways.show_ledger}.")))


def footer(front: FrontEnd, reference: str, at: datetime) -> str:
    """The last line: what the card is found by while it is being posted (else empty), and as of when it is true."""
    moment = front.dialect.moment(at, MomentStyle.RELATIVE)
    if not reference:
        return front.say("Crux card · as of {moment}", moment=moment)
    return front.say("Crux card · {reference} · as of {moment}", reference=reference, moment=moment)
