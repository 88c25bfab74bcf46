"""What is noted beside the reason of a line, in words."""

from collections.abc import Mapping
from typing import assert_never

from bot.ledger.telling import reasons as r
from bot.words import cruxes, names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import parts

_SOURCES: Mapping[r.SourceNote, str] = {
    r.SourceNote.DELETED: message("its message was deleted"),
    r.SourceNote.EDITED: message("edited since it was tagged"),
    r.SourceNote.PASSAGE_LOST: message("its passage is no longer in the message"),
}


def note(front: FrontEnd, about: r.Note) -> str:
    """What is to be known beside the reason."""
    match about:
        case r.CredencesDiffer():
            return _credences(front, about)
        case r.AwaitsNewWording():
            return front.count(
                "reworded: {people} has yet to answer the new wording",
                "reworded: {people} have yet to answer the new wording",
                about.people.number,
                people=names.people(front, about.people),
            )
        case r.SourceNote():
            return front.say(_SOURCES[about])
        case r.Settled():
            return cruxes.was_crux(front, about)
    assert_never(about)


def _credences(front: FrontEnd, differ: r.CredencesDiffer) -> str:
    medians = parts(
        front.catalogue,
        [
            front.say("{side} {credence:g} %", side=side_letter(place), credence=median)
            for place, median in enumerate(differ.medians)
        ],
    )
    if differ.far_apart:
        return front.say("not equally sure: {credences}", credences=medians)
    return front.say("how likely: {credences}", credences=medians)
