"""Where a whole debate stands, in a few words: the tags of a forum's posts."""

from collections.abc import Mapping

from bot.ledger.standing.debate_tag import DebateTag
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

LONGEST_NAME = 20
"""How many characters the name of a forum's tag can have."""

_NAMES: Mapping[DebateTag, str] = {
    DebateTag.DIVERGING: message("Diverging"),
    DebateTag.COMMON_GROUND: message("Common ground"),
    DebateTag.SETTLED: message("Settled"),
    DebateTag.NEEDS_ANSWERS: message("Needs answers"),
}
_MEANINGS: Mapping[DebateTag, str] = {
    DebateTag.DIVERGING: message("the sides disagree on at least one claim"),
    DebateTag.COMMON_GROUND: message("nothing divides the sides, and most of what was claimed has been agreed on"),
    DebateTag.SETTLED: message("the debate is closed, and nothing was left open"),
    DebateTag.NEEDS_ANSWERS: message("too few answers so far to tell where the sides stand"),
}


def name(front: FrontEnd, tag: DebateTag) -> str:
    """What a tag is called."""
    return front.say(_NAMES[tag])


def meaning(front: FrontEnd, tag: DebateTag) -> str:
    """What a tag says of a debate."""
    return front.say(_MEANINGS[tag])
