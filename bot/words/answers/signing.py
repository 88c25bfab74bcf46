"""What is said to who says whether a digest is fair to their side."""

from datetime import datetime

from bot.ledger.people import Side
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences


def asked(front: FrontEnd, until: datetime) -> str:
    """What a digest asks the members of sides."""
    asked = front.say("Members of a side: is this fair to yours? Until {moment}", moment=front.dialect.moment(until))
    return front.dialect.small(asked)


def fair(front: FrontEnd, side: Side, until: datetime) -> str:
    """The answer to who found it fair."""
    said = front.say("Noted: fair to “{side}”.", side=_side(front, side))
    return sentences(front.catalogue, (said, _goes_on(front, until)))


def otherwise(front: FrontEnd, side: Side, until: datetime) -> str:
    """The answer to who did not."""
    said = front.say("Noted: not how “{side}” would say it.", side=_side(front, side))
    better = front.say("Say which entry, and how you would say it: its author is asked.")
    return sentences(front.catalogue, (said, _goes_on(front, until), better))


def _goes_on(front: FrontEnd, until: datetime) -> str:
    moment = front.dialect.moment(until)
    return front.say("The next digest counts it, without names. You can change it until {moment}.", moment=moment)


def _side(front: FrontEnd, side: Side) -> str:
    return front.dialect.inert(names.side(front, side.called))
