"""Where an entry stands, in a few words: as the headings of a digest have it."""

from collections.abc import Mapping

from bot.ledger.standing.verdicts import StandingClass
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_CLASSES: Mapping[StandingClass, str] = {
    StandingClass.COMMON_GROUND: message("all accept"),
    StandingClass.COMMON_GROUND_REJECTED: message("all reject"),
    StandingClass.ROOM_HOLDS: message("most accept"),
    StandingClass.ROOM_REJECTS: message("most reject"),
    StandingClass.DIVERGING: message("still diverge"),
    StandingClass.CONTESTED: message("contested"),
    StandingClass.ONE_SIDED: message("one side only"),
    StandingClass.UNTESTED: message("too few answers"),
    StandingClass.OPEN: message("undecided"),
}
_OF_TWO: Mapping[StandingClass, str] = {
    StandingClass.COMMON_GROUND: message("both accept"),
    StandingClass.COMMON_GROUND_REJECTED: message("both reject"),
}

if missing := set(StandingClass) - _CLASSES.keys():
    raise TypeError(f"no words say {missing}")


def standing_class(front: FrontEnd, cls: StandingClass, sides: int) -> str:
    """Where an entry of that class stands, in a debate of so many sides (0: the room)."""
    return front.say(_OF_TWO[cls] if sides == 2 and cls in _OF_TWO else _CLASSES[cls])
